package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.FlinkInJvm;
import com.k2.sequence.testing.server.RunningJob;
import java.nio.charset.StandardCharsets;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The whole job forgets an instrument that has gone, and only once its row has gone too. */
class StateTtlITCase {

    @Test
    void anInstrumentIsForgottenOnceItsRowHasExpired() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                EmbeddedRedis redis = EmbeddedRedis.builder().start();
                FlinkInJvm flink = new FlinkInJvm(1)) {
            TrackedFeed feed = new TrackedFeed("ttl", kafka, redis.uri(), 1, 1);
            feed.options().put("redis.key-ttl", "2 s").put("state.ttl", "2 s");
            Configuration failAtOnce =
                    new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            RunningJob job = flink.submit(failAtOnce, 1, feed.options().arguments());

            feed.produceNumbers(0, "A", 100);
            feed.produceNumbers(0, "B", 7);
            feed.awaitOutput("sequenced", 2);
            Patience.await().until(() -> job.total("keys_expired") == 2);
            assertThat(feed.rows()).isEmpty();
            assertThat(job.total("keys")).isZero();
            feed.produceNumbers(0, "A", 5, 6);

            feed.awaitOutput("sequenced", 4);
            assertThat(feed.output("sequenced"))
                    .extracting(StateTtlITCase::verdict)
                    .containsOnly("NORMAL");
            for (String output : TrackedFeed.EVENT_TYPES.keySet()) {
                assertThat(feed.output(output)).as(output).isEmpty();
            }
            job.cancel();
        }
    }

    private static String verdict(ConsumerRecord<byte[], byte[]> record) {
        return new String(
                record.headers().lastHeader("sequence-event").value(), StandardCharsets.UTF_8);
    }
}
