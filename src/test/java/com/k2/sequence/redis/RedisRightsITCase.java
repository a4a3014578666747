package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.TIMEOUT;
import static com.k2.sequence.redis.Samples.TTL;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.update;
import static com.k2.sequence.redis.Samples.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.settings.RedisLogin;
import com.k2.sequence.redis.settings.RedisSecurity;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.redis.settings.RedisTls;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.server.RedisCluster;
import com.k2.sequence.testing.server.RedisRights;
import com.k2.sequence.testing.server.RedisSentinels;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The very lines of docs/redis.md: they are enough, and each right in them is needed. */
class RedisRightsITCase {

    private static final String USER = "tracker:" + RedisRights.PASSWORD + "@";
    private static final List<InstrumentKey> KEYS = keys(50);

    private static RedisSettings options(String uri) {
        return options(uri, RedisLogin.NONE);
    }

    private static RedisSettings options(String uri, RedisLogin sentinels) {
        return new RedisSettings(
                uri, "k2:seq", TTL, TIMEOUT, new RedisSecurity(RedisTls.DEFAULT, sentinels));
    }

    /** All that the store ever does. */
    private static void use(RedisSettings options) throws Exception {
        RecordingListener listener = new RecordingListener();
        RedisConnections.check(options, true);
        try (SequenceStore store = new RedisSequenceStoreFactory(options).open(7, listener)) {
            assertThat(await(store.update(updates(KEYS, 1)))).isZero();
            assertThat(await(store.lookUp(KEYS))).hasSize(KEYS.size());
        }
        assertThat(listener.retries).isEmpty();
    }

    @Test
    void oneServer() throws Exception {
        try (EmbeddedRedis server = server(RedisRights.of("redis://"));
                Jedis admin = new Jedis("localhost", server.port())) {
            RedisSettings options = options("redis://" + USER + "localhost:" + server.port());
            use(options);
            admin.del("k2:seq:asx:BHP");
            admin.rpush("k2:seq:asx:BHP", "not a hash");
            admin.scriptFlush();
            try (SequenceStore store =
                    new RedisSequenceStoreFactory(options).open(7, new RecordingListener())) {
                await(store.update(List.of(update(BHP, 2, at(2)))));
            }
            assertThat(admin.type("k2:seq:asx:BHP")).isEqualTo("hash");

            for (String right : RedisRights.commands(RedisRights.of("redis://"))) {
                assertNeeds(right, admin, options);
            }
            // As the lines of version 0.1 have it: enough for whoever does not ask for more.
            admin.aclSetUser("tracker", "-hdel");
            RedisConnections.check(options, false);
            try (SequenceStore store =
                    new RedisSequenceStoreFactory(options).open(7, new RecordingListener())) {
                await(store.update(updates(KEYS, 3)));
            }
        }
    }

    private static EmbeddedRedis server(String... lines) throws Exception {
        return EmbeddedRedis.builder().appendOnly(false).config(lines).start();
    }

    /** On a server that is empty and does not know the script, as one that was just started. */
    private static void assertNeeds(String right, Jedis admin, RedisSettings options) {
        admin.flushAll();
        admin.scriptFlush();
        admin.aclSetUser("tracker", "-" + right);
        assertForbidden(right, options);
        admin.aclSetUser("tracker", "+" + right);
    }

    private static void assertForbidden(String right, RedisSettings options) {
        assertThat(catchThrowable(() -> RedisConnections.check(options, true)))
                .as("without %s", right)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("check user, password and the user's rights")
                .extracting(e -> ((StoreException) e).isRetryable())
                .isEqualTo(false);
    }

    @Test
    void aDatabase() throws Exception {
        String line = RedisRights.of("redis://");
        try (EmbeddedRedis server = server(line);
                Jedis admin = new Jedis("localhost", server.port())) {
            RedisSettings options =
                    options("redis://" + USER + "localhost:" + server.port() + "/3");
            assertForbidden("select", options);
            admin.aclSetUser("tracker", "+select");
            use(options);
        }
    }

    @Test
    void aCluster() throws Exception {
        String line = RedisRights.of("redis-cluster://");
        try (RedisCluster cluster = RedisCluster.start(2, 0, () -> List.of(line))) {
            RedisSettings options = options(cluster.uri().toString().replace("://", "://" + USER));
            use(options);
            useASlotThatIsBetweenTwoServers(cluster, options);

            for (EmbeddedRedis master : cluster.masters()) {
                try (Jedis admin = RedisCluster.client(master)) {
                    admin.aclSetUser("tracker", "-cluster|slots");
                }
            }
            assertForbidden("cluster|slots", options);
        }
    }

    private static void useASlotThatIsBetweenTwoServers(RedisCluster cluster, RedisSettings options)
            throws Exception {
        String redisKey = new RedisLayout("k2:seq").redisKey(BHP);
        EmbeddedRedis from = cluster.ownerOf(redisKey);
        EmbeddedRedis to = cluster.masters().get(cluster.masters().get(0) == from ? 1 : 0);
        cluster.beginMove(JedisClusterCRC16.getSlot(redisKey), from, to);
        RecordingListener listener = new RecordingListener();
        try (SequenceStore store = new RedisSequenceStoreFactory(options).open(7, listener);
                Jedis admin = RedisCluster.client(to)) {
            admin.scriptFlush();
            assertThat(await(store.update(List.of(update(BHP, 1, at(1)))))).isZero();
            assertThat(cluster.keys(to)).contains(redisKey);
            admin.aclSetUser("tracker", "-asking");
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            Patience.await()
                    .untilAsserted(
                            () ->
                                    assertThat(listener.retries)
                                            .extracting(StoreException::reason)
                                            .contains(OutageReason.PERMISSION));
            admin.aclSetUser("tracker", "+asking");
            assertThat(await(update)).isZero();
        }
    }

    @Test
    void sentinels() throws Exception {
        String servers = RedisRights.of("redis-sentinel://");
        String sentinels = RedisRights.of("sentinels");
        try (RedisSentinels redis = RedisSentinels.start(servers, sentinels)) {
            String uri = redis.uri().toString().replace("://", "://" + USER);
            RedisSettings options = options(uri, new RedisLogin("tracker", RedisRights.PASSWORD));
            use(options);
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options(uri, new RedisLogin("tracker", "wrong-one")),
                                            true))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("check redis.sentinel.user and redis.sentinel.password")
                    .hasMessageNotContaining("wrong-one");
            for (String right : RedisRights.commands(servers)) {
                try (Jedis admin = new Jedis("localhost", redis.firstMaster().port())) {
                    assertNeeds(right, admin, options);
                }
            }
        }
    }
}
