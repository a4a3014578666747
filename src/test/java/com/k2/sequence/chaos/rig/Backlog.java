package com.k2.sequence.chaos.rig;

import com.k2.sequence.testing.server.KafkaProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the job has yet to do: the input behind the offsets that Kafka has learnt of. */
public final class Backlog {

    private static final Duration CATCH_UP = Duration.ofMinutes(10);
    private static final long STEP_MILLIS = 200;

    private Backlog() {}

    /**
     * Waits until Kafka has learnt of offsets at the end of the input.
     *
     * @throws AssertionError if the job does not get there within 10 minutes
     */
    public static void awaitNone(KafkaProcess kafka, JobWatch watch)
            throws InterruptedException, ExecutionException {
        Instant deadline = Instant.now().plus(CATCH_UP);
        try (Admin admin = kafka.admin()) {
            while (messages(admin) > 0) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(
                            "the job is "
                                    + messages(admin)
                                    + " messages behind after "
                                    + CATCH_UP
                                    + ": "
                                    + watch.lastFailure());
                }
                Thread.sleep(STEP_MILLIS);
            }
        }
    }

    private static long messages(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(ChaosJob.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get();
        long lag = 0;
        for (int partition = 0; partition < ChaosFeed.PARTITIONS; partition++) {
            TopicPartition of = new TopicPartition(ChaosFeed.TOPIC, partition);
            long end =
                    admin.listOffsets(Map.of(of, OffsetSpec.latest()))
                            .partitionResult(of)
                            .get()
                            .offset();
            OffsetAndMetadata at = committed.get(of);
            lag += end - (at == null ? 0 : at.offset());
        }
        return lag;
    }
}
