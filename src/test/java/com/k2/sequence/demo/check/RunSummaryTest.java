package com.k2.sequence.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    private static final StateCheck ALL_EQUAL = new StateCheck(3, List.of());

    private final Tally expected = new Tally();
    private final OutputTally found = new OutputTally();

    @BeforeEach
    void feedOneMessageOfEachKindAndFindIt() {
        expected.add(Outcome.NORMAL);
        expected.addGap(GapSeverity.LOG, 12);
        expected.add(Outcome.RESET);
        expected.add(Outcome.UNSEQUENCED);
        expected.add(Outcome.MALFORMED);
        found.addSequenced(record("", "sequence-event", "NORMAL"));
        found.addSequenced(record("", "sequence-event", "GAP", "sequence-gap-size", "12"));
        found.addSequenced(record("", "sequence-event", "RESET"));
        found.addSequenced(record("", "sequence-event", "UNSEQUENCED"));
        found.addDeadLetter(record("{", "dead-letter-reason", "malformed"));
        found.addEvent(
                record("{\"event_type\":\"GAP\",\"gap_size\":12,\"severity\":\"LOG\"}"),
                EventKind.GAP);
        found.addEvent(
                record("{\"event_type\":\"RESET\",\"source\":{\"event_type\":\"GAP\"}}"),
                EventKind.RESET);
    }

    @Test
    void findsNoDifferenceWhereThereIsNone() {
        RunSummary summary = summary(ALL_EQUAL);
        assertThat(summary.differences()).isEmpty();
        assertThat(summary.lines())
                .contains("Everything was found, and nothing else.")
                .noneMatch(line -> line.contains("DIFFERENT"));
        assertThat(found.messages()).isEqualTo(5);
    }

    @Test
    void tellsAnEventThatWasNotFound() {
        expected.add(Outcome.DUPLICATE);
        assertThat(summary(ALL_EQUAL).differences())
                .containsExactly(
                        "duplicates: 1 expected, 0 found in the topic of its kind",
                        "duplicates: 1 expected, 0 found in the sequenced topic");
        assertThat(summary(ALL_EQUAL).lines())
                .anyMatch(line -> line.matches("duplicates .* DIFFERENT"))
                .anyMatch(line -> line.startsWith("NOT as it should be, in 2 ways"));
    }

    @Test
    void tellsAnEventTooMany() {
        found.addEvent(record("{\"event_type\":\"RESET\"}"), EventKind.RESET);
        assertThat(summary(ALL_EQUAL).differences())
                .containsExactly("resets: 1 expected, 2 found in the topic of its kind");
    }

    @Test
    void tellsAGapOfAnotherSize() {
        expected.add(Outcome.MISSING);
        assertThat(summary(ALL_EQUAL).differences())
                .hasSize(2)
                .allMatch(line -> line.startsWith("messages missing: 13 expected, 12 found"));
    }

    @Test
    void tellsAnEventInAWrongTopic() {
        found.addEvent(record("{\"event_type\":\"GAP\"}"), EventKind.RESET);
        assertThat(summary(ALL_EQUAL).differences())
                .singleElement()
                .asString()
                .contains("out/1@7 is of type GAP");
    }

    @Test
    void tellsAReplayedMessage() {
        found.addSequenced(record("", "sequence-event", "NORMAL", "sequence-replayed", "true"));
        assertThat(summary(ALL_EQUAL).differences())
                .singleElement()
                .asString()
                .contains("replayed");
    }

    @Test
    void tellsAWrongRow() {
        assertThat(summary(new StateCheck(2, List.of("no row of asx.BHP"))).differences())
                .containsExactly("no row of asx.BHP");
    }

    @Test
    void aNoteStandsInPlaceOfThePraise() {
        RunSummary summary =
                new RunSummary(
                        "one reader",
                        expected,
                        found,
                        new StateCheck(0, List.of()),
                        "Nothing was checked");

        assertThat(summary.differences()).isEmpty();
        assertThat(summary.lines())
                .contains("Nothing was checked")
                .doesNotContain("Everything was found, and nothing else.");
    }

    private RunSummary summary(StateCheck states) {
        return new RunSummary("injected", expected, found, states);
    }

    private static ConsumerRecord<byte[], byte[]> record(String value, String... headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("out", 1, 7, null, value.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
