package com.k2.sequence.io.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.EpochNanos;
import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTimesTest {

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
        "1970-01-01T00:00:00Z,                1970-01-01T00:00:00Z",
        "1970-01-01T11:00:00+11:00,           1970-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854775807Z,      2262-04-11T23:47:16.854775807Z",
    })
    void readsIsoTimes(String text, String time) {
        assertThat(EpochNanos.format(parse(text))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "0,                     1970-01-01T00:00:00Z",
        "0.0,                   1970-01-01T00:00:00Z",
        "0e999999999,           1970-01-01T00:00:00Z",
        "1e-999999999,          1970-01-01T00:00:00Z",
        "1,                     1970-01-01T00:00:01Z",
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
        "9223372036,            2262-04-11T23:47:16Z",
        "9223372036854775807,   2262-04-11T23:47:16.854775807Z",
        "100000000000,          1973-03-03T09:46:40Z",
        "100000000000000,       1973-03-03T09:46:40Z",
        "100000000000000000,    1973-03-03T09:46:40Z",
        "100000000000.5,        1973-03-03T09:46:40.000500Z",
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
                "2026-01-11 10:00:00",
                "2026-00-11T10:00:00Z",
                "2026-01-00T10:00:00Z",
                "2026-04-31T10:00:00Z",
                "2100-02-29T10:00:00Z",
                "2026-01-11T10:60:00Z",
                "2026-01-11T10:00:00,5Z",
                "2026-01-11T10:00:0٠Z",
                "2026-01-11T10:00:00.1x3Z",
                "1768125600-",
                "2026-13-11T10:00:00Z",
                "2026-02-29T10:00:00Z",
                "2026-01-11T24:00:01Z",
                "2026-01-11T10:00:60Z",
                "2026-01-11T10:00:00ZZ",
                "2026-01-11T21:00:00+1100",
                "2026-01-11T10:00:00.1234567890Z",
                "2026-01-11T10:00:00X",
                "2026-01-11T10:00:00Z ",
                "2026-01-11T10:00:00+99:00",
                "2026-01-11T10:00:00Europe/Berlin",
                "10:00:00",
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
    @Timeout(5)
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
    void readsSecondsWithDecimals(@ForAll @LongRange(min = 0) long nanos) {
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
    void readsIsoTimesInTheShortWayAsInTheLong(@ForAll @LongRange(min = 0) long nanos) {
        String time = EpochNanos.format(nanos);

        assertThat(parse(time)).isEqualTo(parse(time.replace("Z", "+00:00")));
    }

    @Property
    void readsNanosecondsFrom1973(@ForAll @LongRange(min = 100_000_000_000_000_000L) long nanos) {
        assertThat(parse(Long.toString(nanos))).isEqualTo(nanos);
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
