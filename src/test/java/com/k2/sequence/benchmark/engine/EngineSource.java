package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.SequencedMessage;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The one source of all variants: reads {@link EngineFeed}, as fast as it can or at a rate. */
final class EngineSource implements Source<SequencedMessage, EngineSplit, Collection<EngineSplit>> {

    /** Longest that a reader keeps its task from its mails while no message is due. */
    private static final long LONGEST_PARK_NANOS = 500_000;

    private final String account;
    private final List<EngineFeed.Partition> partitions;
    private final double nanosPerMessage;

    /**
     * @param account the name of the {@link Account} that learns of the first message
     * @param rate messages a second over all partitions; 0 for as fast as it can
     */
    EngineSource(String account, List<EngineFeed.Partition> partitions, long rate) {
        this.account = account;
        this.partitions = List.copyOf(partitions);
        this.nanosPerMessage = rate == 0 ? 0 : 1e9 / rate * partitions.size();
    }

    /** The partitions of a feed, equally long but for the last messages. */
    static List<EngineFeed.Partition> partitions(
            int count, int symbols, long messages, long seed, Numbering numbering) {
        return IntStream.range(0, count)
                .mapToObj(
                        partition ->
                                new EngineFeed.Partition(
                                        partition,
                                        count,
                                        symbols,
                                        messages / count + (partition < messages % count ? 1 : 0),
                                        seed,
                                        numbering))
                .toList();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<EngineSplit, Collection<EngineSplit>> createEnumerator(
            SplitEnumeratorContext<EngineSplit> context) {
        return new IteratorSourceEnumerator<>(
                context,
                partitions.stream().map(partition -> new EngineSplit(partition, 0)).toList());
    }

    @Override
    public SplitEnumerator<EngineSplit, Collection<EngineSplit>> restoreEnumerator(
            SplitEnumeratorContext<EngineSplit> context, Collection<EngineSplit> splits) {
        return new IteratorSourceEnumerator<>(context, splits);
    }

    @Override
    public SimpleVersionedSerializer<EngineSplit> getSplitSerializer() {
        return new JavaSerializer<>();
    }

    @Override
    public SimpleVersionedSerializer<Collection<EngineSplit>> getEnumeratorCheckpointSerializer() {
        return new JavaSerializer<>();
    }

    @Override
    public SourceReader<SequencedMessage, EngineSplit> createReader(SourceReaderContext context) {
        return new Reader(context, Account.named(account), nanosPerMessage);
    }

    /** Reads one partition after another. */
    private static final class Reader
            extends IteratorSourceReader<SequencedMessage, EngineFeed, EngineSplit> {

        private final Account account;
        private final double nanosPerMessage;
        private long startNanos;
        private boolean begun;

        private Reader(SourceReaderContext context, Account account, double nanosPerMessage) {
            super(context);
            this.account = account;
            this.nanosPerMessage = nanosPerMessage;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<SequencedMessage> output) {
            if (iterator == null) {
                return super.pollNext(output);
            }
            if (!begun) {
                begun = true;
                startNanos = account.begin();
            }
            if (nanosPerMessage == 0 || !iterator.hasNext()) {
                return super.pollNext(output);
            }
            emitWhenDue(output);
            return InputStatus.MORE_AVAILABLE;
        }

        /** Nothing to close. */
        @Override
        public void close() {}

        /**
         * The record's time is when the message was due by the rate, not when it left: where the
         * source was held up, the wait counts.
         */
        private void emitWhenDue(ReaderOutput<SequencedMessage> output) {
            long due = startNanos + (long) (iterator.given() * nanosPerMessage);
            long wait = due - System.nanoTime();
            if (wait > LONGEST_PARK_NANOS) {
                LockSupport.parkNanos(LONGEST_PARK_NANOS);
                return;
            }
            // A park may end early, and a message must not leave before it is due.
            for (; wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            output.collect(iterator.next(due));
        }
    }
}
