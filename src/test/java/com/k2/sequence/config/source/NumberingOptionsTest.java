package com.k2.sequence.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumberingOptionsTest {

    private static final String A = "source.a.";

    /** As little as a source needs. */
    private static final Map<String, String> LEAST =
            Map.of(
                    "kafka.bootstrap-servers",
                    "localhost:9092",
                    A + "topics",
                    "raw",
                    A + "exchange",
                    "x",
                    A + "symbol-field",
                    "/s",
                    A + "sequence-field",
                    "/n");

    @Test
    void aSourceThatSetsNoneOfThemHasTheDefaultRule() {
        assertThat(rule()).isEqualTo(TrackingRule.DEFAULT);
        assertThat(rule("sequenced", "false")).isEqualTo(TrackingRule.DEFAULT);
    }

    @Test
    void aSourceThatReadsItsRecordsInAnotherWayHasAllFieldsInItsEvents() {
        assertThat(rule("where", "/c = books", "max-messages", "5"))
                .isEqualTo(TrackingRule.DEFAULT.larger(LargerRule.DEFAULT));
    }

    @Test
    void everyOptionReachesTheRule() {
        TrackingRule rule =
                rule(
                        "scheme", "contiguous",
                        "first-number", "1",
                        "modulus", "256",
                        "wraps-to", "1",
                        "heartbeat-when", "/t = H",
                        "heartbeat-number", "last",
                        "duplicates", "expected",
                        "reset-floor", "2",
                        "reset-run", "7",
                        "reset-at", "22:00 UTC; sun 7:30:15 America/Chicago",
                        "reset-at-tolerance", "5 min",
                        "reset-ratio", "0.25",
                        "gap-memory", "64",
                        "unknown-gap-severity", "halt");

        assertThat(rule.scheme()).isEqualTo(NumberingScheme.CONTIGUOUS.scheme());
        assertThat(rule.resetRatio()).isEqualByComparingTo("0.25");
        assertThat(rule.larger())
                .isEqualTo(
                        new LargerRule(
                                new NumberCycle(256, 1),
                                HeartbeatNumber.LAST,
                                1,
                                true,
                                new ResetRule(
                                        2,
                                        7,
                                        new ResetSchedule(
                                                List.of(
                                                        time(null, "22:00", "UTC"),
                                                        time(
                                                                DayOfWeek.SUNDAY,
                                                                "07:30:15",
                                                                "America/Chicago")),
                                                Duration.ofMinutes(5))),
                                64,
                                GapSeverity.HALT));
    }

    @ParameterizedTest
    @CsvSource({"contiguous", "chained", "increasing", "none"})
    void eachSchemeHasAName(String word) {
        Map<String, String> values = values("scheme", word);
        if (word.equals("chained")) {
            values.put(A + "previous-field", "/p");
        }

        assertThat(read(values).rule().scheme())
                .isEqualTo(
                        NumberingScheme.valueOf(word.toUpperCase(java.util.Locale.ROOT)).scheme());
    }

    @Test
    void onlyWithoutASchemeOfItsOwnASourceResetsByTheJobsRatio() {
        assertThat(ratio("gap-memory", "1")).isEqualTo("0.7");
        assertThat(ratio("scheme", "increasing")).isEqualTo("0");
        assertThat(ratio("scheme", "chained", "previous-field", "/p")).isEqualTo("0");
        assertThat(ratio("modulus", "256")).isEqualTo("0");
        assertThat(ratio("modulus", "256", "reset-ratio", "0.1")).isEqualTo("0.1");
    }

    @Test
    void aHeartbeatNamesTheNextNumberWhereMessagesHaveACount() {
        assertThat(rule("count-field", "/c").larger().heartbeat()).isEqualTo(HeartbeatNumber.NEXT);
        assertThat(rule("heartbeat-when", "/t = H").larger().heartbeat())
                .isEqualTo(HeartbeatNumber.NONE);
        assertThat(rule("count-field", "/c", "heartbeat-number", "takes").larger().heartbeat())
                .isEqualTo(HeartbeatNumber.TAKES);
    }

    @Test
    void aRunBelowTheLastNumberIsARestartWhereMessagesHaveTimes() {
        assertThat(run("gap-memory", "1", "timestamp-field", "/t")).isEqualTo(10);
        assertThat(run("scheme", "increasing", "timestamp-field", "/t")).isEqualTo(10);
        assertThat(run("gap-memory", "1")).isZero();
        assertThat(run("duplicates", "expected", "timestamp-field", "/t")).isZero();
        assertThat(run("gap-memory", "1", "timestamp-field", "/t", "reset-run", "0")).isZero();
        assertThat(run("reset-run", "3")).isEqualTo(3);
        assertThat(rule("duplicates", "expected").larger().firstNumber())
                .isEqualTo(SequenceNumbers.NO_NUMBER);
    }

    @Test
    void aFeedWithoutNumbersNeedsNoFieldOfThem() {
        Map<String, String> values = values("scheme", "none");
        values.remove(A + "sequence-field");

        assertThat(read(values).rule().scheme()).isEqualTo(NumberingScheme.NONE.scheme());
    }

    @Test
    void avroMessagesAreJudgedByTheRuleThatNeedsNoFurtherField() {
        Map<String, String> values =
                values("format", "avro", "gap-memory", "9", "scheme", "increasing");
        values.put(A + "gap-memory", "0");
        values.put(A + "symbol-field", "s");
        values.put(A + "sequence-field", "n");
        values.put("schema-registry.url", "http://localhost:8081");

        assertThat(read(values).rule().larger()).isNotNull();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("scheme", "linked", "'linked' must be contiguous or chained"),
                arguments("scheme", "chained", "scheme: 'chained' needs source.a.previous-field"),
                arguments(
                        "previous-field",
                        "/p",
                        "previous-field: '/p' is read with source.a.scheme chained only"),
                arguments("previous-none", "0", "has no effect without source.a.previous-field"),
                arguments("first-number", "-1", "'-1' must be at least 0"),
                arguments("first-number", "one", "'one' must be an integer"),
                arguments("no-value", "0,x", "'0,x' must be integers, comma-separated"),
                arguments("modulus", "1", "'1' must be the largest number + 1, and at least 2"),
                arguments("modulus", "9223372036854775808", "must be an integer of at most"),
                arguments("modulus", "1152921504606846977", "must be at most 1152921504606846976"),
                arguments("wraps-to", "1", "'1' has no effect without source.a.modulus"),
                arguments("next-field", "/x", "without source.a.reset-when or source.a.skip-when"),
                arguments("heartbeat-number", "nex", "'nex' must be next or last or takes or none"),
                arguments("heartbeat-number", "last", "without source.a.heartbeat-when or"),
                arguments("duplicates", "yes", "'yes' must be unexpected or expected"),
                arguments("reset-ratio", "1.5", "'1.5' must be from 0 to 1"),
                arguments("reset-floor", "-2", "'-2' must be at least 0"),
                arguments("reset-run", "-1", "'-1' must be at least 0, which is never"),
                arguments("reset-at", "22:00", "'22:00' must be times of day with their zone"),
                arguments("reset-at", "22:00 UTC;", "must be times of day with their zone"),
                arguments("reset-at", "25:00 UTC", "must hold a time of day, not 25:00"),
                arguments("reset-at", "XXX 22:00 UTC", "must name a day as MON, TUE"),
                arguments(
                        "reset-at",
                        "SUN 17:00 America/Chikago",
                        "there is no America/Chikago, the nearest is America/Chicago"),
                arguments("reset-at-tolerance", "1 min", "without source.a.reset-at"),
                arguments("reset-at-tolerance", "12 h", "must be above 0 and less than 12 h"),
                arguments("reset-at-tolerance", "0 s", "must be above 0 and less than 12 h"),
                arguments("gap-memory", "1025", "'1025' must be from 0 to 1024"),
                arguments("gap-memory", "-1", "'-1' must be from 0 to 1024"),
                arguments("unknown-gap-severity", "BAD", "must be MINOR or LOG or ALERT or HALT"),
                arguments("sequenced", "no", "'no' must be true or false"),
                arguments("compression", "lz4", "'lz4' must be none or gzip or deflate or zstd"),
                arguments("max-messages", "0", "'0' must be at least 1"),
                arguments("where", "/a =", "source.a.where"),
                arguments("where", "a = b", "source.a.where, a condition"),
                arguments("epoch-field", "session", "source.a.epoch-field is \"session\""),
                arguments("first-field", "/a!", "source.a.first-field is \"/a!\""),
                arguments("reset-when", "/a = b or /c = d", "'or' is not known"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void refusesWrongValue(String option, String value, String message) {
        assertRefused(values(option, value), message);
    }

    static Stream<Arguments> wrongCombinations() {
        return Stream.of(
                arguments(
                        Map.of("count-field", "/c", "first-field", "/f"),
                        "count-field: '/c' and source.a.first-field exclude each other"),
                arguments(
                        Map.of("gap-memory", "5", "scheme", "increasing"),
                        "gap-memory: '5' can't be with source.a.scheme increasing"),
                arguments(
                        Map.of("gap-memory", "5", "scheme", "none"),
                        "gap-memory: '5' can't be with source.a.scheme none"),
                arguments(
                        Map.of("first-number", "5", "scheme", "chained", "previous-field", "/p"),
                        "first-number: '5' can't be with source.a.scheme chained"),
                arguments(
                        Map.of(
                                "skip-when", "/t = 4",
                                "scheme", "chained",
                                "previous-field", "/p"),
                        "skip-when: '/t = 4' can't be with source.a.scheme chained"),
                arguments(
                        Map.of("first-number", "5", "scheme", "increasing"),
                        "first-number: '5' can't be with source.a.scheme increasing"),
                arguments(
                        Map.of("count-field", "/c", "scheme", "none"),
                        "count-field: '/c' can't be with source.a.scheme none"),
                arguments(
                        Map.of("modulus", "256", "first-number", "256"),
                        "first-number: '256' must be below source.a.modulus, 256"),
                arguments(
                        Map.of("modulus", "256", "reset-floor", "300"),
                        "reset-floor: '300' must be below source.a.modulus, 256"),
                arguments(
                        Map.of("modulus", "256", "no-value", "0, 256"),
                        "no-value: '0, 256' must be below source.a.modulus, 256"),
                arguments(
                        Map.of("modulus", "256", "wraps-to", "255"),
                        "modulus: '256' must be the largest number + 1, and at least 2 above"
                                + " source.a.wraps-to, 255"),
                arguments(
                        Map.of("modulus", "256", "wraps-to", "1", "first-number", "0"),
                        "first-number: '0' must be a number that occurs: from 1 to 255"),
                arguments(
                        Map.of("format", "avro", "where", "/a = b"),
                        "where: '/a = b' can't be with source.a.format avro"),
                arguments(
                        Map.of("format", "avro", "scheme", "none"),
                        "scheme: 'none' can't be with source.a.format avro"));
    }

    @ParameterizedTest
    @MethodSource("wrongCombinations")
    void refusesWrongCombination(Map<String, String> options, String message) {
        Map<String, String> values = new HashMap<>(LEAST);
        options.forEach((option, value) -> values.put(A + option, value));

        assertRefused(values, message);
    }

    @Test
    void refusesPointersIntoTheElementsOfDifferentArrays() {
        Map<String, String> values = values("epoch-field", "/e/*/x");
        values.put(A + "sequence-field", "/d/*/n");

        assertRefused(values, "source.a: ");
    }

    @Test
    void refusesACountWithoutTheFirstNumber() {
        Map<String, String> values = values("count-field", "/c");
        values.remove(A + "sequence-field");

        assertRefused(values, "source.a.count-field: '/c' needs source.a.sequence-field");
    }

    @Test
    void ofTwoSourcesOnOneTopicTheFirstThatWritesHasTheGroup() {
        Map<String, String> values = secondSource("raw");
        assertThat(groups(values)).containsExactly("g", "g-b");

        values.put("source.b.sequenced", "false");
        assertThat(groups(values)).containsExactly("g", "g-b");

        values.remove("source.b.sequenced");
        values.remove("sink.sequenced.topic");
        assertThat(groups(values)).containsExactly("g", "g-b");

        values.put(A + "sequenced", "false");
        assertThat(groups(values)).containsExactly("g-a", "g");
    }

    @Test
    void sourcesOnOneTopicAreFoundByPatternToo() {
        Map<String, String> values = secondSource("other");
        assertThat(groups(values)).containsExactly("g", "g");

        values.remove("source.b.topics");
        values.put("source.b.topic-pattern", "ra.");
        assertThat(groups(values)).containsExactly("g", "g-b");

        values.put(A + "sequenced", "false");
        values.put("source.b.sequenced", "false");
        assertThat(groups(values)).containsExactly("g", "g-b");
    }

    @Test
    void sourcesOfTheSameSeriesMustHaveTheSameRule() {
        Map<String, String> values = secondSource("other");
        values.put("source.b.exchange", "x");
        values.put("source.b.gap-memory", "5");

        assertRefused(values, "source.b: its messages are judged by another rule than those of");
    }

    private static Map<String, String> secondSource(String topic) {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put("source.b.topics", topic);
        values.put("source.b.exchange", "y");
        values.put("source.b.symbol-field", "/s");
        values.put("source.b.sequence-field", "/n");
        values.put("kafka.group-id", "g");
        values.put("sink.sequenced.topic", "out");
        return values;
    }

    private static List<String> groups(Map<String, String> values) {
        JobSettings settings = SettingsReader.read(values);
        KafkaSettings kafka = settings.kafka();
        return settings.sources().stream().map(source -> source.groupIn(kafka)).toList();
    }

    private static void assertRefused(Map<String, String> values, String message) {
        assertThatThrownBy(() -> SettingsReader.read(values))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static ResetSchedule.Time time(DayOfWeek day, String time, String zone) {
        return new ResetSchedule.Time(day, LocalTime.parse(time), ZoneId.of(zone));
    }

    private static String ratio(String... options) {
        Map<String, String> values = values(options);
        values.put("sequence.reset-ratio", "0.7");
        return read(values).rule().resetRatio().toPlainString();
    }

    private static int run(String... options) {
        return rule(options).larger().resets().run();
    }

    private static TrackingRule rule(String... options) {
        return read(values(options)).rule();
    }

    private static SourceSettings read(Map<String, String> values) {
        return SettingsReader.read(values).sources().get(0);
    }

    private static Map<String, String> values(String... options) {
        Map<String, String> values = new HashMap<>(LEAST);
        for (int i = 0; i < options.length; i += 2) {
            values.put(A + options[i], options[i + 1]);
        }
        return values;
    }
}
