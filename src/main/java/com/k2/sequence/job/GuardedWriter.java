package com.k2.sequence.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;

/**
 * Fails, and so sends the job back to its last checkpoint, rather than hand a transaction to a
 * checkpoint when half of its timeout is over.
 *
 * <p>A transaction that the broker has aborted already, while no checkpoint could complete, would
 * be found out at its commit: the checkpoint is complete then, and nothing makes its records come
 * again. Before the checkpoint completes, everything does. The other half of the timeout is left
 * for the checkpoint to complete, and for the job to come back should it die then. For one thread.
 */
// What close() throws is the connector's choice.
@SuppressWarnings("try")
final class GuardedWriter<T>
        implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {

    /** What part of the timeout may be over. */
    static final int PART = 2;

    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;
    private final String topic;
    private final Duration timeout;

    /** Whether the transaction has a record, and since when, by {@link System#nanoTime()}. */
    private boolean open;

    private long openSince;

    GuardedWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
            String topic,
            Duration timeout) {
        this.writer = writer;
        this.topic = topic;
        this.timeout = timeout;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        if (!open) {
            // The broker counts from when it hears of the transaction, which is later.
            open = true;
            openSince = System.nanoTime();
        }
        writer.write(element, context);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        if (open) {
            Duration age = Duration.ofNanos(System.nanoTime() - openSince);
            if (age.compareTo(timeout.dividedBy(PART)) > 0) {
                throw new IOException(
                        "the oldest record in the transaction for topic '"
                                + topic
                                + "' has waited "
                                + age.toMillis()
                                + " ms for a checkpoint, and the brokers abort it after "
                                + timeout.toMillis()
                                + " ms; nothing is lost, the job goes back to its last checkpoint."
                                + " If this comes again, checkpoints take too long: raise"
                                + " kafka.properties."
                                + KafkaSinks.TRANSACTION_TIMEOUT);
            }
            open = false;
        }
        return writer.prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return writer.snapshotState(checkpointId);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    @Override
    public void close() throws Exception {
        writer.close();
    }
}
