package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.server.RedisSentinels;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The store on servers that sentinels watch; RedisShardsITCase kills them under a job. */
class RedisSentinelITCase {

    private static final long LINEAGE = 7;
    private static final List<InstrumentKey> KEYS = keys(500);

    private final RecordingListener listener = new RecordingListener();

    private SequenceStore open(Object uri) {
        return new RedisSequenceStoreFactory(options(uri, Duration.ofSeconds(1)))
                .open(LINEAGE, listener);
    }

    private static void assertAllAt(SequenceStore store, long number) throws Exception {
        assertThat(store.lookUp(KEYS).get(90, TimeUnit.SECONDS))
                .hasSize(KEYS.size())
                .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(at(number)));
    }

    /** The old master runs on, and takes updates until it hears that it is a replica. */
    @Test
    void leavesAMasterThatSentinelsHaveReplaced() throws Exception {
        try (RedisSentinels redis = RedisSentinels.start("", "");
                SequenceStore store = open(redis.uri());
                SequenceStore successor =
                        open("redis://localhost:" + redis.firstReplica().port())) {
            await(store.update(updates(KEYS, 1)));
            redis.switchOver();

            AtomicInteger number = new AtomicInteger(1);
            Patience.await()
                    .until(
                            () -> {
                                await(store.update(updates(KEYS, number.incrementAndGet())));
                                return isAt(successor, number.get());
                            });

            assertThat(await(store.update(updates(KEYS, number.incrementAndGet())))).isZero();
            assertAllAt(store, number.get());
            assertAllAt(successor, number.get());
        }
    }

    private static boolean isAt(SequenceStore store, long number) throws Exception {
        return await(store.lookUp(KEYS)).get(KEYS.get(0)).position().equals(at(number));
    }

    @Test
    void saysWhatIsWrongWithSentinels() throws Exception {
        try (EmbeddedRedis sentinel = EmbeddedRedis.builder().sentinel().start();
                EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start()) {
            String nodes = "redis-sentinel://127.0.0.1:" + sentinel.port();
            assertThatThrownBy(() -> RedisConnections.check(options(nodes + "/other"), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "no sentinel of " + nodes + "/other knows a master 'other'")
                    .extracting(e -> ((StoreException) e).isRetryable())
                    .isEqualTo(false);
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options(nodes + ",127.0.0.1:1" + "/other"), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(", on 127.0.0.1:1: Connection refused")
                    .extracting(e -> ((StoreException) e).isRetryable())
                    .isEqualTo(true);
            String wrong = "redis-sentinel://127.0.0.1:" + server.port() + "/m";
            assertThatThrownBy(() -> RedisConnections.check(options(wrong), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(", on 127.0.0.1:" + server.port())
                    .hasMessageContaining("check that redis.uri names sentinels")
                    .extracting(e -> ((StoreException) e).isRetryable())
                    .isEqualTo(false);
        }
    }
}
