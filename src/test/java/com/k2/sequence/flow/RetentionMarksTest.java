package com.k2.sequence.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The marks of {@link RetentionMarks}, in the function that keeps them. */
@SuppressWarnings("try") // the harness may be interrupted
class RetentionMarksTest {

    private static final int MAX_PARALLELISM = 8;

    @Test
    void staysOnAllThatFollowsTheLossInLaterAttemptsToo() throws Exception {
        OperatorSubtaskState first;
        try (Decoding decoding = new Decoding(1, 0, null)) {
            assertThat(decoding.lostBefore(0, "id", 0, 4)).isZero();
            assertThat(decoding.lostBefore(0, "id", 8, 8)).isEqualTo(8);
            first = decoding.snapshot();
        }
        OperatorSubtaskState second;
        try (Decoding decoding = new Decoding(1, 0, first)) {
            // Nobody reads it in this attempt.
            second = decoding.snapshot();
        }
        try (Decoding decoding = new Decoding(1, 0, second)) {
            assertThat(decoding.lostBefore(0, "id", 0, 9)).isEqualTo(8);
            assertThat(decoding.lostBefore(1, "id", 0, 9)).isZero();
            assertThat(decoding.lostBefore(0, "id", 0, 12)).isEqualTo(8);
            assertThat(decoding.lostBefore(0, "id", 30, 30)).isEqualTo(30);
            assertThat(decoding.lostBefore(0, "created-again", 0, 31)).isZero();
        }
    }

    @Test
    void goesWithItsPartitionToAnotherSubtaskAndIsKeptOnce() throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        try (Decoding decoding = new Decoding(1, 0, null)) {
            decoding.lostBefore(0, null, 8, 8);
            decoding.lostBefore(1, null, 3, 3);
            OperatorSubtaskState one = decoding.snapshot();
            for (int subtask = 0; subtask < 2; subtask++) {
                try (Decoding next = new Decoding(2, subtask, repartitioned(one, 1, 2, subtask))) {
                    if (subtask == 1) {
                        assertThat(next.lostBefore(1, null, 0, 5)).isEqualTo(3);
                    }
                    parts.add(next.snapshot());
                }
            }
        }
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(
                        parts.toArray(new OperatorSubtaskState[0]));
        try (Decoding decoding = new Decoding(1, 0, repartitioned(both, 2, 1, 0))) {
            assertThat(decoding.lostBefore(0, null, 0, 9)).isEqualTo(8);
            assertThat(decoding.lostBefore(1, null, 0, 9)).isEqualTo(3);
        }
    }

    /** Flink completes no checkpoint while a part of the subtasks with such a state has ended. */
    @Test
    void isNoStateOfAllSubtasksWhereTheSourceEnds() throws Exception {
        OperatorSubtaskState state;
        try (Decoding decoding = new Decoding(2, 1, null, true)) {
            decoding.lostBefore(0, "id", 3, 4);
            state = decoding.snapshot();
        }
        assertThat(state.getManagedOperatorState())
                .isNotEmpty()
                .flatExtracting(handle -> handle.getStateNameToPartitionOffsets().values())
                .extracting(StateMetaInfo::getDistributionMode)
                .doesNotContain(Mode.UNION);
        try (Decoding decoding = new Decoding(2, 1, state, true)) {
            state = decoding.snapshot();
        }
        try (Decoding decoding = new Decoding(2, 1, state, true)) {
            assertThat(decoding.lostBefore(0, "id", 0, 5)).isEqualTo(3);
        }
    }

    /** A topic that was created again, whose id is not known. */
    @Test
    void isForgottenWhereOffsetsBeginAgain() throws Exception {
        OperatorSubtaskState state;
        try (Decoding decoding = new Decoding(1, 0, null)) {
            decoding.lostBefore(0, null, 8, 8);
            state = decoding.snapshot();
        }
        try (Decoding decoding = new Decoding(1, 0, state)) {
            assertThat(decoding.lostBefore(0, null, 0, 0)).isZero();
            assertThat(decoding.lostBefore(0, null, 0, 20)).isZero();
        }
    }

    private static OperatorSubtaskState repartitioned(
            OperatorSubtaskState state, int before, int after, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, after, subtask);
    }

    /** A function that decodes, in one subtask of one attempt. */
    private static final class Decoding implements AutoCloseable {

        private final OneInputStreamOperatorTestHarness<SourceRecord, SequencedMessage> harness;

        Decoding(int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
            this(parallelism, subtask, state, false);
        }

        Decoding(int parallelism, int subtask, OperatorSubtaskState state, boolean bounded)
                throws Exception {
            FeedFields fields =
                    new FeedFields(
                            "asx", null, List.of(), "ALL", JsonPointer.compile("/seq"), null);
            harness =
                    new OneInputStreamOperatorTestHarness<>(
                            new ProcessOperator<>(
                                    new DecodeFunction(
                                            "asx",
                                            fields,
                                            UnsequencedPolicy.PASS,
                                            1000,
                                            JsonMessageDecoder::new,
                                            bounded)),
                            MAX_PARALLELISM,
                            parallelism,
                            subtask);
            if (state != null) {
                harness.initializeState(state);
            }
            harness.open();
        }

        /** The mark with which a record leaves that came with a mark. */
        long lostBefore(int partition, String topicId, long marked, long offset) throws Exception {
            harness.processElement(
                    new StreamRecord<>(
                            new SourceRecord(
                                    new SourcePosition(
                                            new SourcePartition(
                                                    "ticks", topicId, partition, marked),
                                            offset),
                                    1,
                                    null,
                                    "{\"seq\":1}".getBytes(StandardCharsets.UTF_8),
                                    new RecordHeaders())));
            List<SequencedMessage> out = harness.extractOutputValues();
            return out.get(out.size() - 1).record().position().source().lostBefore();
        }

        OperatorSubtaskState snapshot() throws Exception {
            return harness.snapshot(1, 1);
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
