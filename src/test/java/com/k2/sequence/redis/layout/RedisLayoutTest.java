package com.k2.sequence.redis.layout;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.state;
import static com.k2.sequence.redis.Samples.update;
import static com.k2.sequence.redis.layout.RowTexts.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLayoutTest {

    private final RedisLayout layout = new RedisLayout("k2:seq");

    // --- keys ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "BHP|BHP",
                "BTC-USD|BTC-USD",
                "BRK.B/~|BRK.B/~",
                "a:b|a%3Ab",
                "{a}|%7Ba%7D",
                "100%|100%25",
                "%3A|%253A",
                "a b|a%20b",
                "€/¥|€/¥",
                "\uD83D\uDE80|\uD83D\uDE80",
                "\u00A0|%C2%A0",
                "\u2003x|%E2%80%83x",
                "\u2028|%E2%80%A8",
                "\u3000|%E3%80%80",
                "\u0085|%C2%85"
            })
    void encodesWhatWouldBlurAKey(String symbol, String encoded) {
        InstrumentKey key = new InstrumentKey(symbol, symbol);

        assertThat(layout.redisKey(key)).isEqualTo("k2:seq:" + encoded + ':' + encoded);
        assertThat(layout.instrumentKey(layout.redisKey(key))).isEqualTo(key);
    }

    @Test
    void encodesControlCharactersAndEmptyParts() {
        assertThat(layout.redisKey(new InstrumentKey("\n\t\u0000", "\u007F")))
                .isEqualTo("k2:seq:%0A%09%00:%7F");
        assertThat(layout.redisKey(new InstrumentKey("", ""))).isEqualTo("k2:seq::");
    }

    @Test
    void keepsUnpairedSurrogatesApart() {
        String high = layout.redisKey(new InstrumentKey("x", "\uD800"));
        String low = layout.redisKey(new InstrumentKey("x", "\uDC00"));

        assertThat(high).isEqualTo("k2:seq:x:%ED%A0%80");
        assertThat(low).isEqualTo("k2:seq:x:%ED%B0%80");
        assertThat(layout.instrumentKey(high).symbol()).isEqualTo("\uD800");
    }

    @Property
    void everyKeyIsReadBack(@ForAll("keys") InstrumentKey key) {
        String redisKey = layout.redisKey(key);

        assertThat(layout.instrumentKey(redisKey)).isEqualTo(key);
        byte[] sent = redisKey.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo(redisKey);
        assertThat(redisKey.codePoints())
                .noneMatch(Character::isSpaceChar)
                .noneMatch(Character::isWhitespace)
                .noneMatch(Character::isISOControl);
    }

    @Property
    void noTwoKeysMeet(@ForAll("keys") InstrumentKey one, @ForAll("keys") InstrumentKey other) {
        byte[] first = layout.redisKey(one).getBytes(StandardCharsets.UTF_8);
        byte[] second = layout.redisKey(other).getBytes(StandardCharsets.UTF_8);

        assertThat(Arrays.equals(first, second)).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<InstrumentKey> keys() {
        // Short texts of few characters, so that keys nearly meet.
        Arbitrary<String> near =
                Arbitraries.strings()
                        .withChars("a:%{}3A2 5\u0000\u00A0\u2003€\uD83D\uDE80")
                        .ofMaxLength(4);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20);
        Arbitrary<String> part = Arbitraries.oneOf(near, any);
        return Combinators.combine(part, part).as(InstrumentKey::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k2:seq:asx",
                "other:asx:BHP",
                "k2:seq",
                "k2:seq:asx:B:P",
                "k2:seq:asx:B P",
                "k2:seq:asx:B%",
                "k2:seq:asx:B%3",
                "k2:seq:asx:B%3a",
                "k2:seq:asx:B%41",
                "k2:seq:asx:B%ZZ",
                "k2:seq:asx:%E2%80",
                "k2:seq:asx:%E2%80%41",
                "k2:seq:asx:%FF%FF%FF"
            })
    void refusesWhatIsNoKey(String redisKey) {
        assertThatIllegalArgumentException().isThrownBy(() -> layout.instrumentKey(redisKey));
    }

    // --- rows ---

    private static List<String> row(SequenceUpdate update, long lineage) {
        return RowTexts.of(update, lineage, lineage);
    }

    @Property
    void everyRowIsReadBack(
            @ForAll("states") SequenceState state,
            @ForAll("positions") SourcePosition position,
            @ForAll("numbers") long lineage,
            @ForAll("bases") SequenceBase base,
            @ForAll("numbers") long moves,
            @ForAll("numbers") long control)
            throws Exception {
        SequenceUpdate update = new SequenceUpdate(BHP, state, position, base, moves, control);

        assertThat(RedisLayout.row(bytes(row(update, lineage))))
                .isEqualTo(new StoredSequence(state, position, lineage, base, moves, control));
    }

    /** Those of most rows say by their writer that there is no more. */
    @Property
    void aRowSaysWhetherItHasMoreFields(
            @ForAll("states") SequenceState state, @ForAll("bases") SequenceBase base)
            throws Exception {
        SequenceUpdate update = new SequenceUpdate(BHP, state, at(1), base, 0, 0);
        List<byte[]> all = bytes(row(update, 7));
        List<byte[]> ofEveryRow = all.subList(0, RedisLayout.FIELDS.size());

        boolean isLarger =
                StateFields.ALL.hasLater(state)
                        || base != null && StateFields.ALL.hasLater(base.state());
        assertThat(RedisLayout.hasMore(ofEveryRow)).isEqualTo(isLarger);
        assertThat(RedisLayout.hasMore(all)).isFalse();
        if (!isLarger) {
            assertThat(RedisLayout.row(ofEveryRow)).isEqualTo(RedisLayout.row(all));
        }
    }

    /** Version 0.1, or a job of the default rule, wrote the row over one of the larger rule. */
    @ParameterizedTest
    @CsvSource({"1 7", "2 6", ","})
    void fieldsThatAreOlderThanTheRowDoNotCount(String writer) throws Exception {
        List<String> values = row(update(BHP, 1, at(1)), 7);
        values.set(RedisLayout.ALL_FIELDS.indexOf("epoch"), "s-1");
        values.set(RedisLayout.ALL_FIELDS.indexOf("gap_tickets"), "rubbish");
        values.set(RowTexts.WRITER, writer);

        assertThat(RedisLayout.row(bytes(values)))
                .isEqualTo(new StoredSequence(state(1), at(1), 7, null, 0));

        values.set(RowTexts.WRITER, "2 7");
        assertThatThrownBy(() -> RedisLayout.row(bytes(values)))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage("gap_tickets is not as the tracker writes it: 'rubbish'");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gap_tickets|t/0@1,2026-01-11T10:00:00Z,OPEN",
                "gap_tickets|t/0@1,2026-01-11T10:00:00Z,SHUT,5",
                "gap_tickets|t/0@1,soon,OPEN,5",
                "gap_tickets|t/0@1,2026-01-11T10:00:00Z,OPEN,9-5",
                "gap_tickets|t/0@1,2026-01-11T10:00:00Z,OPEN,9 5",
                "gap_tickets|t/0@1,2026-01-11T10:00:00Z,OPEN,9223372036854775808",
                "run|1 2",
                "run|1 2 0",
                "run|1 2 x",
                "cycle|256",
                "cycle|1 0",
                "cycle|0256 0",
                "recent_epochs|s-1",
                "recent_epochs|s-1@soon",
                "recent_epochs|%zz@2026-01-11T10:00:00Z",
                "wraps|-1",
                "series_start|x",
                "log_time|x"
            })
    void namesALaterFieldThatCantBeRead(String field, String value) {
        SequenceState larger = SequenceState.ofLargerRule(5, 6);
        SequenceBase base = new SequenceBase(larger, at(0), 1);
        for (String name : List.of(field, "base_" + field)) {
            List<String> values = row(new SequenceUpdate(BHP, larger, at(1), base, 0, 0), 7);
            values.set(RedisLayout.ALL_FIELDS.indexOf(name), value);

            assertThatThrownBy(() -> RedisLayout.row(bytes(values)))
                    .isInstanceOf(UnreadableRowException.class)
                    .hasMessageStartingWith(name + " is not ")
                    .hasMessageEndingWith(": '" + value.replace(" ", "%20") + "'");
        }
    }

    /** Which is of a row that the larger rule wrote. */
    @Test
    void aLastNumberOfMinusOneIsOfARowWithLaterFields() throws Exception {
        SequenceState larger = SequenceState.ofLargerRule(-1, 6);
        List<String> values = row(new SequenceUpdate(BHP, larger, at(1), null, 0, 0), 7);
        assertThat(values.get(0)).isEqualTo("-1");
        assertThat(RedisLayout.row(bytes(values)).state()).isEqualTo(larger);

        values.set(RowTexts.WRITER, "1 7");
        assertThatThrownBy(() -> RedisLayout.row(bytes(values)))
                .hasMessage("last_seq is not a decimal number from 0 to 2^63 - 1: '-1'");
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    @Provide
    Arbitrary<SequenceState> states() {
        Arbitrary<Long> times =
                Arbitraries.oneOf(
                        Arbitraries.longs(), Arbitraries.just(SequenceState.NO_TIMESTAMP));
        Arbitrary<SequenceState> plain =
                Combinators.combine(numbers(), times, numbers(), numbers()).as(SequenceState::new);
        return Arbitraries.oneOf(plain, larger()).injectNull(0.2);
    }

    /** Of the larger rule, each of its fields with a value or without one. */
    private static Arbitrary<SequenceState> larger() {
        Map<StateField, List<Object>> values = new LinkedHashMap<>();
        values.put(StateFields.LAST_SEQ, List.of(-1L, 0L, 1007L, Long.MAX_VALUE));
        values.put(StateFields.EPOCH, List.of("s-1", "a b;c,d€"));
        values.put(StateFields.WRAPS, List.of(1L, 77L));
        values.put(StateFields.CYCLE, List.of("256 0", "1152921504606846976 1"));
        values.put(StateFields.SERIES_START, List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE));
        values.put(
                StateFields.RECENT_EPOCHS,
                List.of(
                        "s-0@2026-01-11T10:00:00Z",
                        "a%2Cb@2026-01-11T10:00:00.100Z c@1970-01-01T00:00:00Z"));
        values.put(StateFields.LOG_TIME, List.of(0L, 1_768_125_600_127_299_000L));
        values.put(StateFields.FAR_LOG_TIME, List.of(1_768_125_600_127_299_000L));
        values.put(StateFields.RUN, List.of("5 9 3", "-5 -2 1"));
        values.put(StateFields.RESET_AT, List.of(0L));
        values.put(StateFields.FORGOTTEN, List.of(-9L, 0L, 1000L));
        values.put(
                StateFields.GAP_TICKETS,
                List.of(
                        "ticks/0@42#3,2026-01-11T10:00:00Z,OPEN,1002-1004 1010",
                        "t/0@1,2026-01-11T10:00:00Z,OPEN,-9--7 -2;t/0@2,2026-01-11T10:00:01Z,OPEN,5",
                        "t/0@1,2026-01-11T10:00:00Z,OPEN,15>22 30>31"));
        return Arbitraries.randomValue(
                random -> {
                    List<Object> state = new ArrayList<>();
                    for (StateField field : StateFields.ALL.list()) {
                        List<Object> some = values.get(field);
                        boolean isThere =
                                some != null
                                        && (field.since() == 1
                                                || field == StateFields.SERIES_START
                                                || random.nextBoolean());
                        state.add(
                                isThere
                                        ? some.get(random.nextInt(some.size()))
                                        : field.whereNothing());
                    }
                    return StateFields.ALL.state(state);
                });
    }

    @Provide
    Arbitrary<SourcePosition> positions() {
        Arbitrary<String> topics =
                Arbitraries.strings().alpha().numeric().withChars("._-").ofMinLength(1);
        Arbitrary<SourcePartition> partitions =
                Combinators.combine(topics, topicIds(), Arbitraries.integers().greaterOrEqual(0))
                        .as(SourcePartition::new);
        return Combinators.combine(
                        partitions,
                        numbers(),
                        Arbitraries.integers().greaterOrEqual(0).injectNull(0.5))
                .as(
                        (partition, offset, index) ->
                                SourcePosition.of(
                                        partition,
                                        offset,
                                        index == null ? SourcePosition.NO_INDEX : index));
    }

    /** Digits alone too: a base must be read back that ends with such an id. */
    private static Arbitrary<String> topicIds() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().alpha().numeric().withChars("_-").ofLength(22),
                        Arbitraries.strings().numeric().ofLength(22))
                .injectNull(0.3);
    }

    @Provide
    Arbitrary<SequenceBase> bases() {
        return Combinators.combine(states(), positions(), numbers())
                .as(SequenceBase::new)
                .injectNull(0.3);
    }

    @Test
    void takesTheLastSlashAndTheLastAtSignOfAPosition() throws Exception {
        SourcePosition position = new SourcePosition("a/1@2 b/", 3, 4);
        SequenceUpdate update =
                new SequenceUpdate(
                        BHP, state(1), position, new SequenceBase(state(1), position, 2), 0);

        assertThat(RedisLayout.row(bytes(row(update, 5))))
                .isEqualTo(new StoredSequence(state(1), position, 5, update.base(), 0));
    }

    @Test
    void rowsReadOneAfterAnotherShareTheirPartition() throws Exception {
        SequenceUpdate update =
                new SequenceUpdate(BHP, state(1), at(1), new SequenceBase(state(1), at(1), 2), 0);

        StoredSequence first = RedisLayout.row(bytes(row(update, 5)));
        StoredSequence second = RedisLayout.row(bytes(row(update, 5)));

        assertThat(second.position().source()).isSameAs(first.position().source());
        assertThat(second.base().position().source()).isSameAs(first.base().position().source());
    }

    /** Other programs may write the fields of the contract alone, and earlier versions did. */
    @Test
    void topicIdMovesAndControlMayBeMissing() throws Exception {
        List<String> values = new ArrayList<>(row(update(BHP, 1, at(1)), 7));
        values.set(RedisLayout.FIELDS.indexOf("topic_id"), null);
        values.set(RedisLayout.FIELDS.indexOf("moves"), null);
        values.set(RedisLayout.FIELDS.indexOf("control"), null);

        assertThat(RedisLayout.row(bytes(values)))
                .isEqualTo(new StoredSequence(state(1), at(1), 7, null, 0));
    }

    @Test
    void aClearedKeyHasNothingButItsPosition() throws Exception {
        SequenceUpdate cleared =
                new SequenceUpdate(BHP, null, at(3), new SequenceBase(null, at(2), 1), 0, 9);

        List<String> values = row(cleared, 7);

        Map<String, String> expected =
                Map.of(
                        "gap_count", "0",
                        "reset_count", "0",
                        "position", "market.ticks.asx/0@3",
                        "lineage", "7",
                        "base", "- - 0 0 market.ticks.asx/0@2 1",
                        "moves", "0",
                        "control", "9");
        for (int i = 0; i < RowTexts.WRITER; i++) {
            String field = RedisLayout.FIELDS.get(i);
            assertThat(values.get(i)).as(field).isEqualTo(expected.getOrDefault(field, ""));
        }
        assertThat(RedisLayout.row(bytes(values)).baseFor(8))
                .isEqualTo(new SequenceBase(null, at(3), 7));
    }

    @Test
    void aNumberThatNoMessageSetHasNoTime() throws Exception {
        List<String> values = new ArrayList<>(row(update(BHP, 5, at(1)), 7));
        values.set(RedisLayout.FIELDS.indexOf("last_ts"), "");

        assertThat(RedisLayout.row(bytes(values)).state())
                .isEqualTo(new SequenceState(5, SequenceState.NO_TIMESTAMP, 3, 1));
    }

    @Test
    void noFieldAtAllIsNoRow() throws Exception {
        assertThat(RedisLayout.row(Collections.nCopies(RedisLayout.FIELDS.size(), null))).isNull();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "last_seq|-|last_seq is missing",
                "last_seq|''|last_seq is not a decimal number from 0 to 2^63 - 1: ''",
                "last_seq|-1|last_seq is not a decimal number from 0 to 2^63 - 1: '-1'",
                "last_seq|+1|last_seq is not a decimal number from 0 to 2^63 - 1: '+1'",
                "last_seq|01|last_seq is not a decimal number from 0 to 2^63 - 1: '01'",
                "last_seq|1.0|last_seq is not a decimal number from 0 to 2^63 - 1: '1.0'",
                "last_seq| 1|last_seq is not a decimal number from 0 to 2^63 - 1: '%201'",
                "gap_count|9223372036854775808|gap_count is not a decimal number from 0 to 2^63 - 1:"
                        + " '9223372036854775808'",
                "reset_count|many|reset_count is not a decimal number from 0 to 2^63 - 1: 'many'",
                "lineage|x|lineage is not a decimal number from 0 to 2^63 - 1: 'x'",
                "last_ts|-|last_ts is missing",
                "last_ts|2026-01-11|last_ts is not an ISO-8601 time in UTC, of 1677 to 2262:"
                        + " '2026-01-11'",
                "last_ts|2026-01-11T10:00:00+01:00|last_ts is not an ISO-8601 time in UTC, of 1677"
                        + " to 2262: '2026-01-11T10:00:00+01:00'",
                "last_ts|9999-01-11T10:00:00Z|last_ts is not an ISO-8601 time in UTC, of 1677 to"
                        + " 2262: '9999-01-11T10:00:00Z'",
                "position|t/0|position is not topic/partition@offset: 't/0'",
                "position|/0@1|position is not topic/partition@offset: '/0@1'",
                "position|t/0@-1|position is not topic/partition@offset: 't/0@-1'",
                "position|t/00@1|position is not topic/partition@offset: 't/00@1'",
                "position|t/2147483648@1|position is not topic/partition@offset: 't/2147483648@1'",
                "position|t/0@9223372036854775808|position is not topic/partition@offset:"
                        + " 't/0@9223372036854775808'",
                "base|-|base is missing",
                "base|1 2|base is not empty or six or seven parts separated by spaces: '1%202'",
                "base|1 2026-01-11T10:00:00Z 0 0 t/0@1 1 x|base: topic_id is not empty or a topic id"
                        + " of 22 characters: 'x'",
                "topic_id|x|topic_id is not empty or a topic id of 22 characters: 'x'",
                "topic_id|a b_cdefghijklmnopqrst|topic_id is not empty or a topic id of 22"
                        + " characters: 'a%20b_cdefghijklmnopqrst'",
                "control|x|control is not a decimal number from 0 to 2^63 - 1: 'x'",
                "moves|-1|moves is not a decimal number from 0 to 2^63 - 1: '-1'",
                "base|x 2026-01-11T10:00:00Z 0 0 t/0@1 1|base: last_seq is not a decimal number from"
                        + " 0 to 2^63 - 1: 'x'",
                "base|1 2026-01-11T10:00:00Z 0 0 t/0@1 x|base: lineage is not a decimal number from"
                        + " 0 to 2^63 - 1: 'x'",
                "base|1 now 0 0 t/0@1 1|base: last_ts is not an ISO-8601 time in UTC, of 1677 to"
                        + " 2262: 'now'",
                "base|1 2026-01-11T10:00:00Z 0 0 t/00@1 1|base: position is not"
                        + " topic/partition@offset: 't/00@1'"
            })
    void namesTheFieldThatCantBeRead(String field, String value, String reason) {
        List<String> values = new ArrayList<>(row(update(BHP, 1, at(1)), 7));
        values.set(RedisLayout.FIELDS.indexOf(field), value);

        assertThatThrownBy(() -> RedisLayout.row(bytes(values)))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage(reason);
    }

    @Test
    void cutsALongValueShort() {
        List<String> values = new ArrayList<>(row(update(BHP, 1, at(1)), 7));
        values.set(0, "\n".repeat(5_000));

        assertThatThrownBy(() -> RedisLayout.row(bytes(values)))
                .hasMessageEndingWith("%0A…' (5000 characters)")
                .message()
                .hasSizeLessThan(300);
    }
}
