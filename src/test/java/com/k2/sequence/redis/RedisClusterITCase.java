package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.RowPattern;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.server.RedisCluster;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The store on a cluster of three masters, the first of which has a replica. */
class RedisClusterITCase {

    private static final long LINEAGE = 7;
    private static final List<InstrumentKey> KEYS = keys(1_000);
    private static final RedisLayout LAYOUT = new RedisLayout("k2:seq");

    private static RedisCluster cluster;

    private final RecordingListener listener = new RecordingListener();
    private SequenceStore store;

    @BeforeAll
    static void startCluster() throws Exception {
        // So that a test can look at rows while a master is unavailable.
        cluster = RedisCluster.start(3, 1, () -> List.of("cluster-allow-reads-when-down yes"));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void openStore() {
        cluster.masters().forEach(RedisClusterITCase::flush);
        store =
                new RedisSequenceStoreFactory(options(cluster.uri(), Duration.ofSeconds(1)))
                        .open(LINEAGE, listener);
    }

    private static void flush(EmbeddedRedis master) {
        try (Jedis client = RedisCluster.client(master)) {
            client.flushAll();
        }
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static void assertAllAt(SequenceStore store, List<InstrumentKey> keys, long number)
            throws Exception {
        assertThat(await(store.lookUp(keys)))
                .hasSize(keys.size())
                .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(at(number)));
    }

    private static long rowsOn(EmbeddedRedis server) {
        try (Jedis client = RedisCluster.client(server)) {
            return client.dbSize();
        }
    }

    @Test
    void spreadsRowsOverAllMastersAndGuardsEach() throws Exception {
        assertThat(await(store.update(updates(KEYS, 5)))).isZero();

        assertThat(cluster.masters().stream().map(RedisClusterITCase::rowsOn))
                .allSatisfy(rows -> assertThat(rows).isGreaterThan(200))
                .satisfies(
                        rows -> assertThat(rows.stream().mapToLong(n -> n).sum()).isEqualTo(1000));
        assertThat(await(store.update(updates(KEYS, 4)))).isEqualTo(1000);
        assertThat(await(store.update(updates(KEYS, 5)))).isEqualTo(1000);
        assertAllAt(store, KEYS, 5);
        assertThat(await(store.lookUp(List.of(new InstrumentKey("asx", "none"))))).isEmpty();
        assertThat(listener.retries).isEmpty();
        assertThat(listener.roundTrips).hasValue(5);
    }

    @Test
    void showsThePersonWhoAsksTheRowsOfAllMasters() throws Exception {
        await(store.update(updates(KEYS, 5)));
        try (RedisRows rows = RedisRows.open(options(cluster.uri()))) {
            List<FoundRow> found = new ArrayList<>();
            rows.forEach(RowPattern.ALL, found::add);

            assertThat(found).extracting(FoundRow::key).containsExactlyInAnyOrderElementsOf(KEYS);
            assertThat(rows.find(KEYS.get(7)).isReadable()).isTrue();
            assertThat(rows.servers()).hasSize(cluster.masters().size());
        }
    }

    @Test
    void leavesAllAsItWasWhenItChecks() {
        RedisConnections.check(options(cluster.uri()), false);

        assertThat(cluster.masters().stream().map(RedisClusterITCase::rowsOn)).containsOnly(0L);
    }

    /** Of the others one does not run, and one is no part of the cluster any more. */
    @Test
    void oneNodeIsEnoughToBegin() throws Exception {
        try (EmbeddedRedis reset =
                EmbeddedRedis.builder()
                        .config("cluster-enabled yes", "cluster-port " + FreePorts.next())
                        .start()) {
            String lost = "redis-cluster://localhost:1,127.0.0.1:" + reset.port();
            RedisSettings options = options(lost + ",127.0.0.1:" + cluster.masters().get(2).port());
            RedisConnections.check(options, false);
            try (SequenceStore other =
                    new RedisSequenceStoreFactory(options).open(LINEAGE, listener)) {
                await(other.update(updates(KEYS, 1)));
                assertAllAt(other, KEYS, 1);
            }
            assertThatThrownBy(() -> RedisConnections.check(options(lost), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("localhost:1: Connection refused");
        }
        assertThat(listener.retries).isEmpty();
    }

    @Test
    void saysWhichSchemeIsMeant() throws Exception {
        int port = cluster.masters().get(0).port();
        assertThatThrownBy(
                        () -> RedisConnections.check(options("redis://localhost:" + port), false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis.uri must begin with redis-cluster://");
        try (EmbeddedRedis alone = EmbeddedRedis.builder().appendOnly(false).start()) {
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options("redis-cluster://localhost:" + alone.port()),
                                            false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cluster support disabled")
                    .hasMessageContaining("another server is redis://");
        }
    }

    @Test
    void loadsItsScriptOnEachMasterThatForgotIt() throws Exception {
        for (int number = 1; number <= 5; number++) {
            for (EmbeddedRedis master : cluster.masters()) {
                try (Jedis client = RedisCluster.client(master)) {
                    client.scriptFlush();
                }
            }
            assertThat(await(store.update(updates(KEYS, number)))).isZero();
        }

        assertAllAt(store, KEYS, 5);
        assertThat(listener.retries).isEmpty();
    }

    /** Of which the first server has some, the second others, and neither has the rest. */
    @Test
    void findsTheKeysOfASlotThatIsBetweenTwoServers() throws Exception {
        List<InstrumentKey> keys = keysOfOneSlot(4);
        List<String> redisKeys = keys.stream().map(LAYOUT::redisKey).toList();
        int slot = JedisClusterCRC16.getSlot(redisKeys.get(0));
        EmbeddedRedis from = cluster.ownerOf(redisKeys.get(0));
        EmbeddedRedis to = otherThan(from);
        await(store.update(updates(keys.subList(0, 2), 1)));
        cluster.beginMove(slot, from, to);
        cluster.moveKeys(from, to, redisKeys.subList(0, 1));
        try (Jedis client = RedisCluster.client(to)) {
            client.scriptFlush();
        }

        assertThat(await(store.lookUp(keys))).containsOnlyKeys(keys.subList(0, 2));
        assertThat(await(store.update(updates(keys, 3)))).isZero();
        assertThat(await(store.update(updates(keys, 2)))).isEqualTo(4);
        assertAllAt(store, keys, 3);
        assertThat(rowsOn(from)).isEqualTo(1);
        assertThat(rowsOn(to)).isEqualTo(3);

        cluster.finishMove(slot, from, to);

        assertAllAt(store, keys, 3);
        assertThat(await(store.update(updates(keys, 4)))).isZero();
        assertAllAt(store, keys, 4);
        assertThat(rowsOn(from)).isZero();
        cluster.awaitWhole();
        assertThat(listener.retries).isEmpty();
        assertThat(listener.outagesBegun).hasValue(0);
    }

    private static List<InstrumentKey> keysOfOneSlot(int count) {
        int slot = JedisClusterCRC16.getSlot("k2:seq:asx:SYM0");
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new InstrumentKey("asx", "SYM" + i))
                .filter(key -> JedisClusterCRC16.getSlot(LAYOUT.redisKey(key)) == slot)
                .limit(count)
                .toList();
    }

    private static EmbeddedRedis otherThan(EmbeddedRedis server) {
        return cluster.masters().stream().filter(m -> m != server).findFirst().orElseThrow();
    }

    @Test
    void losesNothingAndTakesNothingBackWhileSlotsMove() throws Exception {
        List<InstrumentKey> keys = keys(200);
        await(store.update(updates(keys, 1)));
        CompletableFuture<Void> moves = CompletableFuture.runAsync(() -> moveSlotsOf(keys));
        int number = 1;
        do {
            number++;
            CompletableFuture<Integer> update = store.update(updates(keys, number));
            assertAllAt(store, keys, number);
            assertThat(await(update)).isZero();
        } while (!moves.isDone());
        moves.get(1, TimeUnit.SECONDS);

        assertThat(number).isGreaterThan(5);
        assertAllAt(store, keys, number);
        assertThat(await(store.update(updates(keys, number - 1)))).isEqualTo(keys.size());
        assertThat(listener.retries).isEmpty();
        assertThat(listener.outagesBegun).hasValue(0);
    }

    /** All to the last master. */
    private static void moveSlotsOf(List<InstrumentKey> keys) {
        EmbeddedRedis to = cluster.masters().get(2);
        TreeSet<Integer> slots = new TreeSet<>();
        for (InstrumentKey key : keys) {
            String redisKey = LAYOUT.redisKey(key);
            int slot = JedisClusterCRC16.getSlot(redisKey);
            EmbeddedRedis from = cluster.ownerOf(redisKey);
            if (slots.add(slot) && from != to) {
                cluster.move(slot, from, to);
            }
        }
        cluster.awaitWhole();
    }

    @Test
    void losesNothingWhenAMasterDiesAndItsReplicaTakesOver() throws Exception {
        await(store.update(updates(KEYS, 1)));
        List<CompletableFuture<Integer>> sent = new ArrayList<>();
        for (int number = 2; number <= 20; number++) {
            sent.add(store.update(updates(KEYS, number)));
        }
        cluster.failOver();
        for (int number = 21; number <= 30; number++) {
            sent.add(store.update(updates(KEYS, number)));
        }

        for (CompletableFuture<Integer> update : sent) {
            assertThat(update.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
        assertAllAt(store, KEYS, 30);
        assertThat(listener.outagesEnded.get()).isEqualTo(listener.outagesBegun.get());
        cluster.bringBack();
        assertThat(await(store.update(updates(KEYS, 31)))).isZero();
        assertAllAt(store, KEYS, 31);
    }

    @Test
    void aMasterThatHangsKeepsNoUpdateFromTheOthers() throws Exception {
        await(store.update(updates(KEYS, 1)));
        EmbeddedRedis hung = cluster.masters().get(2);
        List<InstrumentKey> onOthers =
                KEYS.stream()
                        .limit(20)
                        .filter(key -> cluster.ownerOf(LAYOUT.redisKey(key)) != hung)
                        .toList();
        hung.pause();
        CompletableFuture<Integer> update = store.update(updates(KEYS, 2));
        try {
            Patience.await().until(() -> listener.outagesBegun.get() == 1);
            assertThat(update).isNotDone();
            assertThat(onOthers).isNotEmpty().allSatisfy(RedisClusterITCase::assertIsAtTwo);
        } finally {
            hung.resume();
        }
        assertThat(update.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertAllAt(store, KEYS, 2);
        assertThat(listener.outagesEnded).hasValue(1);
        cluster.awaitWhole();
    }

    private static void assertIsAtTwo(InstrumentKey key) {
        String redisKey = LAYOUT.redisKey(key);
        for (EmbeddedRedis master : cluster.masters().subList(0, 2)) {
            try (Jedis client = RedisCluster.client(master)) {
                if (client.exists(redisKey)) {
                    assertThat(client.hget(redisKey, "position")).isEqualTo(at(2).toString());
                    return;
                }
            }
        }
        throw new AssertionError(redisKey + " is nowhere");
    }

    @Test
    void closesAtOnceWhileAMasterHangs() throws Exception {
        await(store.update(updates(KEYS, 1)));
        EmbeddedRedis hung = cluster.masters().get(1);
        hung.pause();
        try {
            CompletableFuture<Integer> update = store.update(updates(KEYS, 2));
            store.close();
            assertThat(update).isCompletedExceptionally();
        } finally {
            hung.resume();
        }
        cluster.awaitWhole();
    }
}
