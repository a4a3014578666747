package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.keys;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.update;
import static com.k2.sequence.redis.Samples.updates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** The store on a server that becomes unavailable in every way, and comes back. */
class RedisOutageITCase {

    private static final long LINEAGE = 7;
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final List<InstrumentKey> KEYS = keys(1_000);

    private final RecordingListener listener = new RecordingListener();
    private EmbeddedRedis server;
    private SequenceStore store;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedRedis.builder().syncEveryWrite().start();
        openStore(TIMEOUT);
    }

    private void openStore(Duration timeout) throws Exception {
        store =
                new RedisSequenceStoreFactory(options(server.uri(), timeout))
                        .open(LINEAGE, listener);
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private void awaitOutage() {
        Patience.await().until(() -> listener.outagesBegun.get() == 1);
    }

    private void assertOneOutageIsOver() {
        assertThat(listener.outagesBegun).hasValue(1);
        assertThat(listener.outagesEnded).hasValue(1);
    }

    private void assertAllAt(long number) throws Exception {
        assertThat(await(store.lookUp(KEYS)))
                .hasSize(KEYS.size())
                .allSatisfy((key, row) -> assertThat(row.position()).isEqualTo(at(number)));
    }

    @Test
    void losesNothingWhenTheServerIsKilledAndComesBackWithItsData() throws Exception {
        await(store.update(updates(KEYS, 1)));
        List<CompletableFuture<Integer>> sent = new ArrayList<>();
        for (int number = 2; number <= 20; number++) {
            sent.add(store.update(updates(KEYS, number)));
        }
        server.kill();
        awaitOutage();
        assertThat(sent.get(18)).isNotDone();

        server.start();

        for (CompletableFuture<Integer> update : sent) {
            assertThat(await(update)).isZero();
        }
        assertAllAt(20);
        assertOneOutageIsOver();
    }

    @Test
    void writesOnWhenTheServerComesBackEmpty() throws Exception {
        await(store.update(updates(KEYS, 1)));
        server.kill();
        CompletableFuture<Integer> update = store.update(updates(KEYS, 2));
        awaitOutage();

        server.startEmpty();

        assertThat(await(update)).isZero();
        assertAllAt(2);
        assertOneOutageIsOver();
    }

    @Test
    void aServerRestartedWhileNobodyAskedIsNoOutage() throws Exception {
        store.close();
        openStore(Patience.LIMIT); // of a busy machine a timeout would be a retry too
        await(store.update(updates(KEYS, 1)));
        server.kill();
        server.start();

        assertThat(await(store.update(updates(KEYS, 2)))).isZero();

        assertAllAt(2);
        assertThat(listener.retries).hasSize(1);
        assertThat(listener.outagesBegun).hasValue(0);
    }

    @Test
    void waitsForAServerThatIsNotThereYet() throws Exception {
        server.kill();
        CompletableFuture<Integer> update = store.update(updates(KEYS, 1));
        awaitOutage();
        assertThat(listener.retries)
                .allSatisfy(
                        cause ->
                                assertThat(cause)
                                        .hasMessage(
                                                "could not update 1000 keys at redis://localhost:"
                                                        + server.port()
                                                        + ": Connection refused; check that the"
                                                        + " server of redis.uri runs and is reached"
                                                        + " from here, and rediss:// where it speaks"
                                                        + " TLS")
                                        .extracting(StoreException::isRetryable)
                                        .isEqualTo(true));

        server.start();

        assertThat(await(update)).isZero();
        assertAllAt(1);
        assertOneOutageIsOver();
    }

    @Test
    void losesNothingWhenTheServerHangs() throws Exception {
        await(store.update(updates(KEYS, 1)));
        server.pause();
        CompletableFuture<Integer> second = store.update(updates(KEYS, 2));
        CompletableFuture<Integer> third = store.update(updates(KEYS, 3));
        awaitOutage();
        assertThat(listener.retries.get(0)).hasMessageContaining("redis.timeout is 500 ms");

        server.resume();

        // The hung server did the first try after all; that does not count as ignored.
        assertThat(await(second)).isZero();
        assertThat(await(third)).isZero();
        assertAllAt(3);
        assertOneOutageIsOver();
    }

    /** More than the buffers of both ends of a connection hold, so that writing it blocks. */
    @Test
    void givesUpAWriteThatTheServerDoesNotTake() throws Exception {
        List<InstrumentKey> long10k =
                keys(1_500).stream()
                        .map(key -> new InstrumentKey("asx", key.symbol() + "x".repeat(10_000)))
                        .toList();
        try (EmbeddedRedis inMemory = EmbeddedRedis.builder().appendOnly(false).start();
                SequenceStore patient =
                        new RedisSequenceStoreFactory(
                                        options(inMemory.uri(), Duration.ofSeconds(3)))
                                .open(LINEAGE, listener)) {
            await(patient.update(updates(KEYS, 1)));
            inMemory.pause();
            CompletableFuture<Integer> update = patient.update(updates(long10k, 1));
            awaitOutage();
            assertThat(listener.retries.get(0)).hasMessageContaining("redis.timeout is 3000 ms");

            inMemory.resume();

            assertThat(await(update)).isZero();
            assertThat(await(patient.lookUp(long10k))).hasSize(long10k.size());
            assertOneOutageIsOver();
        }
    }

    @Test
    void triesAgainWhereMemoryIsUsedUp() throws Exception {
        try (RedisClient redis = RedisClient.create(server.uri())) {
            redis.configSet("maxmemory-policy", "noeviction");
            redis.configSet("maxmemory", "1");
            CompletableFuture<Integer> update = store.update(updates(KEYS, 1));
            awaitOutage();
            assertThat(listener.retries.get(0))
                    .hasMessageContaining("OOM command not allowed")
                    .hasMessageContaining("maxmemory is used up");

            redis.configSet("maxmemory", "0");

            assertThat(await(update)).isZero();
            assertAllAt(1);
            assertOneOutageIsOver();
        }
    }

    @Test
    void triesAgainWhereAReplicaAnswers() throws Exception {
        try (RedisClient redis = RedisClient.create(server.uri())) {
            redis.executeCommand(replicaOf("127.0.0.1", "1"));
            CompletableFuture<Integer> update = store.update(updates(KEYS, 1));
            awaitOutage();
            assertThat(listener.retries.get(0)).hasMessageContaining("READONLY");

            redis.executeCommand(replicaOf("NO", "ONE"));

            assertThat(await(update)).isZero();
            assertAllAt(1);
            assertOneOutageIsOver();
        }
    }

    private static CommandArguments replicaOf(String host, String port) {
        return new CommandArguments(Command.REPLICAOF).add(host).add(port);
    }

    @Test
    void closesAtOnceWhileTheServerIsAway() throws Exception {
        server.kill();
        CompletableFuture<Integer> update = store.update(updates(KEYS, 1));
        CompletableFuture<?> lookUp = store.lookUp(KEYS);
        awaitOutage();

        assertClosesWithin(Duration.ofMillis(300));

        assertGivenUp(update);
        assertGivenUp(lookUp);
        assertThat(listener.outagesEnded).hasValue(0);
    }

    @Test
    void closesAtOnceWhileTheServerHangs() throws Exception {
        store.close();
        store =
                new RedisSequenceStoreFactory(options(server.uri(), Duration.ofSeconds(20)))
                        .open(LINEAGE, listener);
        await(store.update(updates(KEYS, 1)));
        server.pause();
        CompletableFuture<Integer> update = store.update(updates(KEYS, 2));

        assertClosesWithin(Duration.ofSeconds(2));

        assertGivenUp(update);
        assertThat(listener.retries).isEmpty();
    }

    /** The server's machine takes the connection, and nobody there reads from it. */
    @Test
    void closesAtOnceWhileTheServerDoesNotAnswerTheLogin() throws Exception {
        store.close();
        server.pause();
        store =
                new RedisSequenceStoreFactory(
                                options(
                                        "redis://:password@localhost:" + server.port(),
                                        Duration.ofMinutes(10)))
                        .open(LINEAGE, listener);
        CompletableFuture<?> lookUp = store.lookUp(KEYS);
        Patience.await()
                .until(() -> storeThreads().stream().anyMatch(RedisOutageITCase::isLoggingIn));

        assertClosesWithin(Duration.ofSeconds(4));

        assertGivenUp(lookUp);
        Patience.await()
                .until(() -> storeThreads().stream().noneMatch(RedisOutageITCase::isLoggingIn));
    }

    private static boolean isLoggingIn(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("readProtocolWithCheckingBroken"));
    }

    @Test
    void closesTwiceAndTakesNoMoreCalls() {
        store.close();
        store.close();

        assertGivenUp(store.update(List.of(update(BHP, 1, at(1)))));
        assertGivenUp(store.lookUp(KEYS));
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        await(store.update(updates(KEYS, 1)));
        List<Thread> running = storeThreads();
        assertThat(running).isNotEmpty();

        store.close();

        assertThat(storeThreads()).hasSize(running.size() - 1);
    }

    private static List<Thread> storeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("redis-store-"))
                .toList();
    }

    private void assertClosesWithin(Duration limit) {
        long start = System.nanoTime();
        store.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
    }

    private static void assertGivenUp(CompletableFuture<?> future) {
        assertThat(future).isDone();
        assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("was closed before this was done");
    }
}
