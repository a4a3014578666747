package com.k2.sequence.flow.sink;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's writer with transactions, which leaves its admin client open when it is closed
 * (flink-connector-kafka 5.0.0). One was left by each writer of each attempt of a job, with a
 * thread that connects to the brokers for as long as the TaskManager lives. This closes it. Used by
 * the task's thread.
 */
@SuppressWarnings("try") // Flink's own signature of close
final class GuardedWriter<T>
        implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedWriter.class);

    /** The connector's field that holds what it does not close. */
    private static final String ADMIN_CLIENT = "adminClient";

    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;

    GuardedWriter(PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
        this.writer = writer;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
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
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return writer.snapshotState(checkpointId);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        return writer.prepareCommit();
    }

    @Override
    public void close() throws Exception {
        try {
            writer.close();
        } finally {
            closeAdminClient();
        }
    }

    /** A later connector may have no such field, and then closes its client itself or has none. */
    private void closeAdminClient() {
        try {
            Field field = writer.getClass().getDeclaredField(ADMIN_CLIENT);
            field.setAccessible(true);
            if (field.get(writer) instanceof Admin admin) {
                admin.close(Duration.ZERO);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "The admin client of Kafka's writer is not found, so it stays open: {}",
                    e.toString());
        }
    }
}
