package com.k2.sequence.flow.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose readers hand on a limited number of records between two complete checkpoints.
 * Further records stay in the source, and nothing else waits for them: so records that take effect
 * at a checkpoint need bounded memory however many there are. Splits and checkpoints are those of
 * the wrapped source.
 *
 * <p>Flink's own {@code RateLimitedSourceReader} does not report complete checkpoints to the
 * wrapped reader, which would then commit no offsets.
 */
final class LimitedSource<T, S extends SourceSplit, C> implements Source<T, S, C> {

    private static final long serialVersionUID = 1L;

    private final Source<T, S, C> source;
    private final int recordsPerCheckpoint;

    /**
     * @param recordsPerCheckpoint at least 1
     */
    LimitedSource(Source<T, S, C> source, int recordsPerCheckpoint) {
        this.source = source;
        this.recordsPerCheckpoint = recordsPerCheckpoint;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return new Reader<>(source.createReader(context), recordsPerCheckpoint);
    }

    @Override
    public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
            throws Exception {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C checkpoint)
            throws Exception {
        return source.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<S> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    /** Used by the task's thread alone. */
    @SuppressWarnings("try") // Flink's close() may be interrupted
    static final class Reader<T, S extends SourceSplit> implements SourceReader<T, S> {

        private final SourceReader<T, S> reader;
        private final int recordsPerCheckpoint;
        private int left;
        private CompletableFuture<Void> nextCheckpoint = new CompletableFuture<>();

        Reader(SourceReader<T, S> reader, int recordsPerCheckpoint) {
            this.reader = reader;
            this.recordsPerCheckpoint = recordsPerCheckpoint;
            this.left = recordsPerCheckpoint;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
            if (left == 0) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            InputStatus status = reader.pollNext(output);
            if (status == InputStatus.MORE_AVAILABLE) {
                // A poll hands on one record at most.
                left--;
            }
            return status;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return left == 0 ? nextCheckpoint : reader.isAvailable();
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            reader.notifyCheckpointComplete(checkpointId);
            left = recordsPerCheckpoint;
            CompletableFuture<Void> reached = nextCheckpoint;
            nextCheckpoint = new CompletableFuture<>();
            reached.complete(null);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) throws Exception {
            reader.notifyCheckpointAborted(checkpointId);
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public List<S> snapshotState(long checkpointId) {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public void addSplits(List<S> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            reader.handleSourceEvents(event);
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }
}
