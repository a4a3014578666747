package com.k2.sequence.chaos.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.chaos.account.Comparison.Result;
import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** The comparison must find what is wrong, or a chaos run says nothing. */
class OutputCheckTest {

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private final RecordScan scan =
            (topic, reader) -> topics.getOrDefault(topic, List.of()).forEach(reader);
    private final Expectations expectations;

    OutputCheckTest() {
        for (int ordinal = 0; ordinal < 5; ordinal++) {
            add(ChaosFeed.TOPIC, input(ordinal), "chaos-ordinal=" + ordinal);
        }
        expectations = Expectations.read(scan, 5, ChaosRule.DEFAULT);
    }

    @Test
    void findsNothingWrongInWhatIsRight() {
        addRightSequenced();
        add("chaos.gaps", gap(3));
        addDeadLetter("malformed");

        assertThat(check("sequenced")).isEqualTo(result("sequenced", 4, 4, 0, 0, 0));
        assertThat(check("gaps")).isEqualTo(result("gaps", 1, 1, 0, 0, 0));
        assertThat(check("dead-letters")).isEqualTo(result("dead-letters", 1, 1, 0, 0, 0));
        assertThat(check("resets")).isEqualTo(result("resets", 0, 0, 0, 0, 0));
    }

    @Test
    void countsWhatIsMissing() {
        assertThat(check("sequenced")).isEqualTo(result("sequenced", 4, 0, 0, 4, 0));
        assertThat(check("gaps")).isEqualTo(result("gaps", 1, 0, 0, 1, 0));
        assertThat(check("dead-letters")).isEqualTo(result("dead-letters", 1, 0, 0, 1, 0));
    }

    @Test
    void countsWhatIsThereAgain() {
        addRightSequenced();
        addSequenced(3, "UNSEQUENCED");
        add("chaos.gaps", gap(3));
        add("chaos.gaps", gap(3));

        assertThat(check("sequenced")).isEqualTo(result("sequenced", 4, 5, 0, 0, 1));
        assertThat(check("gaps")).isEqualTo(result("gaps", 1, 2, 0, 0, 1));
    }

    @Test
    void countsOtherVerdictsPayloadsAndEvents() {
        addSequenced(0, "DUPLICATE");
        add(
                "chaos.sequenced",
                input(1) + ' ',
                "chaos-ordinal=1",
                "sequence-event=NORMAL",
                "sequence-expected=2");
        add("chaos.gaps", gap(4));
        addDeadLetter("missing-field");

        assertThat(check("sequenced").wrong()).isEqualTo(2);
        assertThat(check("gaps").wrong()).isOne();
        assertThat(check("dead-letters").wrong()).isOne();
    }

    @Test
    void countsWhatHasNothingToDoThere() {
        add("chaos.resets", gap(3));
        addSequenced(4, "UNSEQUENCED");
        addSequenced(5, "UNSEQUENCED");

        assertThat(check("resets")).isEqualTo(result("resets", 0, 1, 1, 0, 0));
        assertThat(check("sequenced").wrong()).isEqualTo(2);
    }

    @Test
    void countsMessagesThatWereOvertaken() {
        addSequenced(1, "NORMAL", "sequence-expected=2");
        addSequenced(0, "NORMAL");

        assertThat(check("sequenced").wrong()).isOne();
    }

    @Test
    void knowsThatCopiesInTheInputHaveVerdictsOfTheirOwn() {
        add(ChaosFeed.TOPIC, input(1), "chaos-ordinal=1");
        Expectations withCopy = Expectations.read(scan, 5, ChaosRule.DEFAULT);
        addRightSequenced();

        assertThat(check("sequenced", withCopy)).isEqualTo(result("sequenced", 5, 4, 0, 1, 0));

        addSequenced(1, "RESET", "sequence-expected=6");

        assertThat(check("sequenced", withCopy)).isEqualTo(result("sequenced", 5, 5, 0, 0, 0));
        assertThat(withCopy.copies()).isOne();
    }

    @Test
    void refusesAnInputTopicThatLacksMessages() {
        assertThatThrownBy(() -> Expectations.read(scan, 6, ChaosRule.DEFAULT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("6");
    }

    /** The first three are of one key, which lacks numbers 3 and 4. */
    private static String input(int ordinal) {
        return switch (ordinal) {
            case 0 -> json(",\"number\":1");
            case 1 -> json(",\"number\":2");
            case 2 -> json(",\"number\":5");
            case 3 -> json("");
            default -> "{\"venue\":";
        };
    }

    private static String json(String number) {
        return "{\"venue\":\"asx\",\"head\":{\"time\":\"2026-01-11T10:00:00.000001Z\""
                + number
                + "},\"code\":\"A\",\"board\":\"B\"}";
    }

    private static String gap(int expected) {
        return "{\"event_type\":\"GAP\",\"exchange\":\"asx\",\"symbol\":\"A.B\",\"expected_sequence\":"
                + expected
                + ",\"actual_sequence\":5,\"gap_size\":2,\"severity\":\"MINOR\","
                + "\"timestamp\":\"2026-01-11T10:00:00.000001Z\","
                + "\"last_timestamp\":\"2026-01-11T10:00:00.000001Z\","
                + "\"source\":{\"topic\":\"chaos.in\",\"partition\":0,\"offset\":2}}";
    }

    private void addRightSequenced() {
        addSequenced(0, "NORMAL");
        addSequenced(1, "NORMAL", "sequence-expected=2");
        addSequenced(2, "GAP", "sequence-expected=3", "sequence-gap-size=2");
        addSequenced(3, "UNSEQUENCED");
    }

    private void addSequenced(int ordinal, String verdict, String... more) {
        List<String> headers = new ArrayList<>();
        headers.add("chaos-ordinal=" + ordinal);
        headers.add("sequence-event=" + verdict);
        headers.addAll(List.of(more));
        add("chaos.sequenced", input(ordinal), headers.toArray(String[]::new));
    }

    private void addDeadLetter(String reason) {
        add(
                "chaos.dead-letters",
                input(4),
                "dead-letter-reason=" + reason,
                "dead-letter-topic=chaos.in",
                "dead-letter-partition=0",
                "dead-letter-offset=4");
    }

    private void add(String topic, String value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (String header : headers) {
            String[] parts = header.split("=", 2);
            all.add(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
        }
        List<ConsumerRecord<byte[], byte[]>> records =
                topics.computeIfAbsent(topic, first -> new ArrayList<>());
        byte[] key =
                (topic.equals("chaos.gaps") || topic.equals("chaos.resets") ? "asx.A.B" : "key")
                        .getBytes(StandardCharsets.UTF_8);
        records.add(
                new ConsumerRecord<>(
                        topic,
                        0,
                        records.size(),
                        1_000,
                        TimestampType.CREATE_TIME,
                        key.length,
                        value.length(),
                        key,
                        value.getBytes(StandardCharsets.UTF_8),
                        all,
                        Optional.empty()));
    }

    private Result check(String output) {
        return check(output, expectations);
    }

    private Result check(String output, Expectations expected) {
        Result result = OutputCheck.of(scan, output, expected, true);
        assertThat(result.differences().isEmpty())
                .isEqualTo(result.wrong() == 0 && result.lost() == 0);
        return new Result(
                output,
                result.expected(),
                result.found(),
                result.wrong(),
                result.lost(),
                result.repeated(),
                List.of());
    }

    private static Result result(
            String output, long expected, long found, long wrong, long lost, long repeated) {
        return new Result(output, expected, found, wrong, lost, repeated, List.of());
    }
}
