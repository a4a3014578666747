package com.k2.sequence.flow.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class LimitedSourceTest {

    private final Endless endless = new Endless();
    private final LimitedSource.Reader<Long, NumberSequenceSplit> reader =
            new LimitedSource.Reader<>(endless, 3);

    private void readUntilNothingIsAvailable() throws Exception {
        while (reader.isAvailable().isDone()) {
            reader.pollNext(null);
        }
    }

    @Test
    void handsOnSoManyRecordsAndWaitsForTheNextCheckpoint() throws Exception {
        readUntilNothingIsAvailable();
        assertThat(endless.handedOn).isEqualTo(3);
        assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        CompletableFuture<Void> available = reader.isAvailable();
        assertThat(available).isNotDone();

        reader.notifyCheckpointComplete(1);

        assertThat(available).isDone();
        readUntilNothingIsAvailable();
        assertThat(endless.handedOn).isEqualTo(6);
    }

    @Test
    void aCheckpointInBetweenCountsAfresh() throws Exception {
        reader.pollNext(null);
        reader.pollNext(null);
        reader.notifyCheckpointComplete(1);

        readUntilNothingIsAvailable();

        assertThat(endless.handedOn).isEqualTo(5);
    }

    /** Else no offsets would be committed. */
    @Test
    void theReaderBehindHearsOfCheckpoints() throws Exception {
        reader.notifyCheckpointComplete(7);

        assertThat(endless.complete).containsExactly(7L);
    }

    /** Always has one more record. */
    @SuppressWarnings("try") // Flink's close() may be interrupted
    private static final class Endless implements SourceReader<Long, NumberSequenceSplit> {
        private int handedOn;
        private final List<Long> complete = new ArrayList<>();

        @Override
        public InputStatus pollNext(ReaderOutput<Long> output) {
            handedOn++;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            complete.add(checkpointId);
        }

        @Override
        public void start() {}

        @Override
        public List<NumberSequenceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }
}
