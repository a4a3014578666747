package com.k2.sequence.flow.source;

import com.k2.sequence.kafka.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers which offsets a partition holds, over a new connection for each question, since
 * it is asked only if a source's offset is not in the log.
 *
 * @param consumer the properties of the consumer that reads the partition
 */
record LogRanges(KafkaSettings kafka, Properties consumer) {

    private static final long TIMEOUT_SECONDS = 60;

    /**
     * @throws IOException if the brokers did not answer; the message says what to check
     */
    LogRange of(TopicPartition partition) throws IOException {
        Properties properties = kafka.over(Map.of());
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        Admin admin = Admin.create(properties);
        try {
            return new LogRange(
                    offset(admin, partition, OffsetSpec.earliest()),
                    offset(admin, partition, OffsetSpec.latest()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "could not ask "
                            + kafka.bootstrapServers()
                            + " which offsets "
                            + partition.topic()
                            + '/'
                            + partition.partition()
                            + " holds; check that the brokers are reached from the TaskManagers",
                    e instanceof ExecutionException ? e.getCause() : e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for the offsets of " + partition, e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private long offset(Admin admin, TopicPartition partition, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(isolation()))
                .partitionResult(partition)
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .offset();
    }

    /** The end is where this consumer would find it. */
    private IsolationLevel isolation() {
        return IsolationLevel.valueOf(
                consumer.getProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG)
                        .toUpperCase(Locale.ROOT));
    }
}
