package com.k2.sequence.benchmark.growth;

import com.k2.sequence.message.SequencedMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The feeds of a case, as far as {@link Stages} lets them go. A reader sends the feed of its
 * subtask's number, the first one the hot key's too, so there are no splits to hand out; Flink's
 * own sequence source stands in where it wants some. What was sent is not remembered in
 * checkpoints: a run that fails is no measurement.
 */
final class GrowthSource
        implements Source<SequencedMessage, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

    private final GrowthCase measured;
    private final NumberSequenceSource splits = new NumberSequenceSource(0, 0);

    GrowthSource(GrowthCase measured) {
        this.measured = measured;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<SequencedMessage, NumberSequenceSplit> createReader(
            SourceReaderContext context) {
        List<GrowthFeed> feeds = measured.feeds();
        List<Sender> senders = new ArrayList<>();
        senders.add(new Sender(measured, feeds.get(context.getIndexOfSubtask()), 1));
        if (measured.skewed() && context.getIndexOfSubtask() == 0) {
            GrowthFeed hot = feeds.get(measured.parallelism());
            senders.add(new Sender(measured, hot, measured.parallelism()));
        }
        return new Reader(senders);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return splits.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context,
            Collection<NumberSequenceSplit> checkpoint) {
        return splits.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return splits.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return splits.getEnumeratorCheckpointSerializer();
    }

    /** Where one feed stands. */
    private static final class Sender {

        private final GrowthFeed feed;
        private final List<Long> ends;
        private final int atOnce;
        private long offset;

        /**
         * @param atOnce messages before it is another feed's turn
         */
        Sender(GrowthCase measured, GrowthFeed feed, int atOnce) {
            this.feed = feed;
            this.ends = Stages.ends(measured, feed);
            this.atOnce = atOnce;
            this.offset = feed.keys();
        }

        boolean send(int openStages, ReaderOutput<SequencedMessage> output) {
            long end = openStages == 0 ? 0 : ends.get(Math.min(openStages, ends.size()) - 1);
            long until = Math.min(end, offset + atOnce);
            boolean sent = offset < until;
            for (; offset < until; offset++) {
                output.collect(feed.message(offset));
            }
            return sent;
        }
    }

    private static final class Reader
            implements SourceReader<SequencedMessage, NumberSequenceSplit> {

        private final List<Sender> senders;
        private int stagesDone;

        Reader(List<Sender> senders) {
            this.senders = senders;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<SequencedMessage> output) {
            int open = Stages.openStages();
            boolean sent = false;
            for (Sender sender : senders) {
                sent |= sender.send(open, output);
            }
            if (sent) {
                return InputStatus.MORE_AVAILABLE;
            }
            stagesDone = open;
            return Stages.isOver() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return Stages.moreThan(stagesDone);
        }

        @Override
        public List<NumberSequenceSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void start() {
            // Nothing to ask for.
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> given) {
            // None is asked for.
        }

        @Override
        public void notifyNoMoreSplits() {
            // Nor missed.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
