package com.k2.sequence.decode.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.EpochNanos;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTimesTest {

    /** The first and the last nanosecond of the years that a number may be in. */
    private static final long FIRST = 946_684_800_000_000_000L;

    private static final long LAST = 4_133_980_799_999_999_999L;

    private static long parse(String text) {
        // Amid other characters, as in the parser's buffer.
        return MessageTimes.parse(("12" + text + "34").toCharArray(), 2, text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-11T10:00:00Z,                2026-01-11T10:00:00Z",
        "2026-01-11T10:00:00.127483Z,         2026-01-11T10:00:00.127483Z",
        "2026-01-11T10:00:00.1Z,              2026-01-11T10:00:00.100Z",
        "2026-12-31T23:59:59.999Z,            2026-12-31T23:59:59.999Z",
        "2028-02-29T00:00:00Z,                2028-02-29T00:00:00Z",
        "2261-12-31T23:59:59.999999999Z,      2261-12-31T23:59:59.999999999Z",
        "2262-01-01T00:00:00Z,                2262-01-01T00:00:00Z",
        "2026-01-11T10:00:00.123456789Z,      2026-01-11T10:00:00.123456789Z",
        "2026-01-11t10:00:00z,                2026-01-11T10:00:00Z",
        "2026-01-11T10:00Z,                   2026-01-11T10:00:00Z",
        "2026-01-11T10:00:00,                 2026-01-11T10:00:00Z",
        "2026-01-11T10:00:00.5,               2026-01-11T10:00:00.500Z",
        "2026-01-11T10:00:00+00:00,           2026-01-11T10:00:00Z",
        "2026-01-11T21:00:00.25+11:00,        2026-01-11T10:00:00.250Z",
        "2026-01-11T21:00:00+11,              2026-01-11T10:00:00Z",
        "2026-01-11T04:30:00-05:30,           2026-01-11T10:00:00Z",
        "2024-02-29T23:59:59.999999999Z,      2024-02-29T23:59:59.999999999Z",
        "2026-01-11 10:00:00,                 2026-01-11T10:00:00Z",
        "2026-01-11 10:00:00.5Z,              2026-01-11T10:00:00.500Z",
        "'2026-01-11T10:00:00,5Z',            2026-01-11T10:00:00.500Z",
        "2026-01-11T21:00:00+1100,            2026-01-11T10:00:00Z",
        "2026-01-11T21:00+1100,               2026-01-11T10:00:00Z",
        "2026-01-11T04:30:00.5-0530,          2026-01-11T10:00:00.500Z",
        "2026-01-11T10:00:30+00:00:30,        2026-01-11T10:00:00Z",
        "2026-01-11T10:00:30+000030,          2026-01-11T10:00:00Z",
        "2026-01-11T10:00:00.1234567890Z,     2026-01-11T10:00:00.123456789Z",
        "2026-01-11T10:00:00.123456789999999999999Z, 2026-01-11T10:00:00.123456789Z",
        "20260111T100000Z,                    2026-01-11T10:00:00Z",
        "20260111T100000.5+0000,              2026-01-11T10:00:00.500Z",
        "20260111t1000,                       2026-01-11T10:00:00Z",
        "1970-01-01T00:00:00Z,                1970-01-01T00:00:00Z",
        "1969-12-31T20:00:00-05:00,           1970-01-01T01:00:00Z",
        "1970-01-01T11:00:00+11:00,           1970-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854775807Z,      2262-04-11T23:47:16.854775807Z",
    })
    void readsIsoTimes(String text, String time) {
        assertThat(EpochNanos.format(parse(text))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "1768125600,            2026-01-11T10:00:00Z",
        "1768125600.127483,     2026-01-11T10:00:00.127483Z",
        "1768125600.1274839999, 2026-01-11T10:00:00.127483999Z",
        "1.7681256e9,           2026-01-11T10:00:00Z",
        "1.7681256E+9,          2026-01-11T10:00:00Z",
        "1768125600127,         2026-01-11T10:00:00.127Z",
        "1768125600127.483,     2026-01-11T10:00:00.127483Z",
        "1768125600127483,      2026-01-11T10:00:00.127483Z",
        "1768125600127483.25,   2026-01-11T10:00:00.127483250Z",
        "1768125600127483001,   2026-01-11T10:00:00.127483001Z",
        "1768125600127483001.9, 2026-01-11T10:00:00.127483001Z",
        "00000000001768125600,  2026-01-11T10:00:00Z",
        "946684800,             2000-01-01T00:00:00Z",
        "946684800000,          2000-01-01T00:00:00Z",
        "946684800000000,       2000-01-01T00:00:00Z",
        "946684800000000000,    2000-01-01T00:00:00Z",
        "4133980799,            2100-12-31T23:59:59Z",
        "4133980799999999999,   2100-12-31T23:59:59.999999999Z",
    })
    void readsNumbersByTheirSize(String text, String time) {
        assertThat(EpochNanos.format(parse(text))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-01-11",
                "2026-00-11T10:00:00Z",
                "2026-01-00T10:00:00Z",
                "2026-04-31T10:00:00Z",
                "2100-02-29T10:00:00Z",
                "2026-01-11T10:60:00Z",
                "2026-01-11T10:00:0٠Z",
                "2026-01-11T10:00:00.1x3Z",
                "1768125600-",
                "2026-13-11T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "2026-01-11T24:00:01Z",
                "2026-01-11T10:00:60Z",
                "2026-01-11T10:00:00ZZ",
                "2026-01-11T10:00:00X",
                "2026-01-11T10:00:00Z ",
                "2026-01-11T10:00:00+99:00",
                "2026-01-11T10:00:00Europe/Berlin",
                "10:00:00",
                "2026-01-11_10:00:00",
                "2026-01-11  10:00:00",
                "2026-01-11T10",
                "2026-01-11T10:0",
                "2026-01-11T10:00:",
                "2026-01-11T10:00:0",
                "2026-01-11T10:00.5Z",
                "2026-01-11T100000Z",
                "2026-01-1110:00:00",
                "2026-0111T10:00:00",
                "20260111T10:00:00Z",
                "20260111 100000Z",
                "20260111-10:00:00",
                "20260111T1",
                "2026-01-11T10:00:00+",
                "2026-01-11T10:00:00+1",
                "2026-01-11T10:00:00+110",
                "2026-01-11T10:00:00+11:",
                "2026-01-11T10:00:00+11:0",
                "2026-01-11T10:00:00+11:0000",
                "2026-01-11T10:00:00+1160",
                "2026-01-11T10:00:00+18:01",
                "2026-01-11T10:00:00+11:00:00:00",
                "2026-01-11T10:00:00.5.5Z",
                "2026-011T10:00:00Z",
                "2026-W02-7T10:00:00Z",
                "+2026-01-11T10:00:00Z",
                "12026-01-11T10:00:00Z",
                "0",
                "0.0",
                "0e999999999",
                "1e-999999999",
                "1",
                "946684799.999999999",
                "946684799999999999",
                "4133980800",
                "4133980800000000000",
                "9223372036854775807",
                "100000000000",
                "100000000000000",
                "100000000000000000",
                // HHMMSSmmm, with micro- and nanoseconds; dates of digits; .NET ticks; FILETIME;
                // days of Excel and of Julius.
                "90741726",
                "235959999",
                "235959999999",
                "235959999999999",
                "20260629",
                "202606290907",
                "20260629090741",
                "20260629090741726",
                "260629090741",
                "639183208617260000",
                "134271904617260000",
                "46202.3803",
                "2461220.88",
                "1969-12-31T23:59:59.999999999Z",
                "1970-01-01T00:00:00+00:01",
                "2262-04-11T23:47:16.854775808Z",
                "+999999999-12-31T23:59:59Z",
                "-1",
                "-0.5",
                "+1",
                ".5",
                "1.2.3",
                "1-2",
                "1e",
                "1e99999999999",
                "1e999999999",
                "1e19",
                "9223372037",
                "99999999999",
                "99999999999999",
                "99999999999999999",
                "99999999999999999.5",
                "9223372036854775808",
                "9999999999999999999",
                "1768125600 ",
                "0x10",
                "NaN",
                "Infinity",
                "١٧٦٨١٢٥٦٠٠",
            })
    void knowsWhatIsNoTime(String text) {
        assertThat(parse(text)).isEqualTo(MessageTimes.NONE);
    }

    @Test
    @Timeout(60)
    void isNotHeldUpByLongNumbers() {
        assertThat(parse("9".repeat(1_000))).isEqualTo(MessageTimes.NONE);
        assertThat(parse("9".repeat(10_000_000))).isEqualTo(MessageTimes.NONE);
        assertThat(parse("0." + "9".repeat(10_000_000))).isEqualTo(MessageTimes.NONE);
    }

    @Property
    void readsEveryIsoTime(@ForAll @LongRange(min = 0) long nanos) {
        assertThat(parse(EpochNanos.format(nanos))).isEqualTo(nanos);
    }

    @Property
    void readsSecondsWithDecimals(@ForAll @LongRange(min = FIRST, max = LAST) long nanos) {
        assertThat(parse(BigDecimal.valueOf(nanos, 9).toPlainString())).isEqualTo(nanos);
    }

    @Property
    void readsPlainNumbersAsBigOnes(
            @ForAll @LongRange(min = 0) long digits, @ForAll @IntRange(max = 18) int places) {
        String plain = BigDecimal.valueOf(digits, places).toPlainString();

        // With an exponent the number is never read the short way.
        assertThat(parse(plain)).isEqualTo(parse(plain + "e0"));
    }

    @Property
    void readsNanoseconds(@ForAll @LongRange(min = FIRST, max = LAST) long nanos) {
        assertThat(parse(Long.toString(nanos))).isEqualTo(nanos);
    }

    @Property
    void readsNoNumberOutsideTheYears2000To2100(@ForAll @LongRange(min = 0) long number) {
        assertThat(parse(Long.toString(number)))
                .satisfiesAnyOf(
                        nanos -> assertThat(nanos).isEqualTo(MessageTimes.NONE),
                        nanos -> assertThat(nanos).isBetween(FIRST, LAST));
    }

    /** What was read before this reader had a form of its own for each. */
    private static final DateTimeFormatter EARLIER =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .optionalStart()
                    .appendOffset("+HH:mm:ss", "Z")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);

    @Property(tries = 5_000)
    void readsEveryIsoTimeThatVersion01Read(
            @ForAll @LongRange(min = 0) long nanos,
            @ForAll @IntRange(min = -64_800, max = 64_800) int offset,
            @ForAll @IntRange(max = 35) int changed,
            @ForAll("characters") char by) {
        String text =
                Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000)
                        .atOffset(ZoneOffset.ofTotalSeconds(offset))
                        .format(EARLIER);
        if (changed < text.length()) {
            text = text.substring(0, changed) + by + text.substring(changed + 1);
        }

        long earlier = earlier(text);

        if (earlier != MessageTimes.NONE) {
            assertThat(parse(text)).as(text).isEqualTo(earlier);
        }
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.of(
                '0', '1', '5', '9', '-', '+', ':', '.', ',', 'T', 't', 'Z', 'z', ' ', 'x');
    }

    private static long earlier(String text) {
        try {
            TemporalAccessor time =
                    EARLIER.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            long nanos =
                    EpochNanos.of(
                            time instanceof OffsetDateTime withOffset
                                    ? withOffset.toInstant()
                                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
            return nanos < 0 ? MessageTimes.NONE : nanos;
        } catch (DateTimeException | ArithmeticException e) {
            return MessageTimes.NONE;
        }
    }

    @Property
    void takesKafkasTimestamps(@ForAll @LongRange(min = 0, max = 9_223_372_036_854L) long millis) {
        assertThat(MessageTimes.ofMillis(millis)).isEqualTo(Duration.ofMillis(millis).toNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 9_223_372_036_855L, Long.MAX_VALUE})
    void refusesKafkasTimestampsThatAreNone(long millis) {
        assertThat(MessageTimes.ofMillis(millis)).isEqualTo(MessageTimes.NONE);
    }
}
