package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.server.RedisCluster;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Users, passwords, databases and what the check at start-up says of servers that don't do. */
class RedisConnectionsITCase {

    private static final String PASSWORD = "p:a/s@s w%rd";
    private static final String ENCODED = "p%3Aa%2Fs%40s%20w%25rd";

    /** The rights that docs/redis.md asks an administrator for. */
    private static final String LEAST_RIGHTS =
            "user tracker on \">"
                    + PASSWORD
                    + "\" ~k2:seq:* +select +hmget +hset +del +pexpire +evalsha +script|load";

    private static void writeAndReadBack(RedisSettings options) throws Exception {
        RecordingListener listener = new RecordingListener();
        try (SequenceStore store = new RedisSequenceStoreFactory(options).open(7, listener)) {
            assertThat(await(store.update(List.of(update(BHP, 1, at(1)))))).isZero();
            assertThat(await(store.lookUp(List.of(BHP)))).containsOnlyKeys(BHP);
        }
        assertThat(listener.retries).isEmpty();
    }

    private static String everythingSaid(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aServerThatDoesPassesTheCheckAndIsLeftAsItWas() throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start();
                RedisClient redis = RedisClient.create(server.uri())) {
            RedisConnections.check(options(server.uri()), false);

            assertThat(redis.dbSize()).isZero();
        }
    }

    @Test
    void takesThePasswordOfTheDefaultUser() throws Exception {
        try (EmbeddedRedis server =
                EmbeddedRedis.builder().appendOnly(false).password(PASSWORD).start()) {
            RedisSettings options =
                    options("redis://:" + ENCODED + "@localhost:" + server.port() + "/0");
            RedisConnections.check(options, false);
            writeAndReadBack(options);
        }
    }

    @Test
    void aUserWithTheLeastRightsAndADatabaseWillDo() throws Exception {
        try (EmbeddedRedis server =
                        EmbeddedRedis.builder().appendOnly(false).config(LEAST_RIGHTS).start();
                RedisClient redis =
                        RedisClient.create(
                                URI.create("redis://localhost:" + server.port() + "/3"))) {
            RedisSettings options =
                    options("redis://tracker:" + ENCODED + "@localhost:" + server.port() + "/3");
            RedisConnections.check(options, false);
            writeAndReadBack(options);

            assertThat(redis.keys("*")).containsExactly("k2:seq:asx:BHP");
        }
    }

    /** It takes no keys of several slots in one call, as a proxy in front of shards. */
    @Test
    void oneEndpointInFrontOfSlotsTakesOneKeyACall() throws Exception {
        try (RedisCluster allSlots = RedisCluster.start(1, 0)) {
            String uri = "redis://127.0.0.1:" + allSlots.masters().get(0).port();
            assertThatThrownBy(() -> RedisConnections.check(options(uri), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("CROSSSLOT")
                    .hasMessageContaining("set redis.keys-per-call to 1");

            RedisSettings oneKeyACall = withOneKeyACall(uri);
            RedisConnections.check(oneKeyACall, false);
            List<SequenceUpdate> updates = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                updates.add(update(new InstrumentKey("asx", "S" + i), i, at(i)));
            }
            RecordingListener listener = new RecordingListener();
            try (SequenceStore store =
                    new RedisSequenceStoreFactory(oneKeyACall).open(7, listener)) {
                assertThat(await(store.update(updates))).isZero();
                assertThat(await(store.update(updates))).isEqualTo(500);
                assertThat(await(store.lookUp(updates.stream().map(SequenceUpdate::key).toList())))
                        .hasSize(500);
            }
            assertThat(listener.roundTrips).hasValue(3);
        }
    }

    private static RedisSettings withOneKeyACall(String uri) {
        RedisSettings options = options(uri);
        return new RedisSettings(
                uri,
                options.keyPrefix(),
                options.keyTtl(),
                options.timeout(),
                1,
                options.security());
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndNotShown() throws Exception {
        try (EmbeddedRedis server =
                EmbeddedRedis.builder().appendOnly(false).password(PASSWORD).start()) {
            RedisSettings options =
                    options("redis://:not-the-one@localhost:" + server.port() + "/0");

            StoreException failure =
                    catchThrowableOfType(
                            StoreException.class, () -> RedisConnections.check(options, false));

            assertThat(failure)
                    .hasMessage(
                            "could not use Redis at redis://localhost:"
                                    + server.port()
                                    + ": WRONGPASS invalid username-password pair or user is"
                                    + " disabled.; check user, password and the user's rights;"
                                    + " redis.uri holds them");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(everythingSaid(failure)).doesNotContain("not-the-one");
        }
    }

    @Test
    void aMissingPasswordFailsTheCallAndTriesNothingAgain() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (EmbeddedRedis server =
                        EmbeddedRedis.builder().appendOnly(false).password(PASSWORD).start();
                SequenceStore store =
                        new RedisSequenceStoreFactory(options("redis://localhost:" + server.port()))
                                .open(7, listener)) {
            assertThatThrownBy(() -> await(store.update(List.of(update(BHP, 1, at(1))))))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("could not update 1 key")
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("redis.uri")
                    .extracting(cause -> ((StoreException) cause).isRetryable())
                    .isEqualTo(false);
        }
        assertThat(listener.retries).isEmpty();
        assertThat(listener.outagesBegun).hasValue(0);
    }

    @Test
    void aUserWhoMayNotWriteFailsTheCheck() throws Exception {
        try (EmbeddedRedis server =
                EmbeddedRedis.builder()
                        .appendOnly(false)
                        .config(LEAST_RIGHTS.replace("+hset ", ""))
                        .start()) {
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options(
                                                    "redis://tracker:"
                                                            + ENCODED
                                                            + "@localhost:"
                                                            + server.port()),
                                            false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("redis://tracker@localhost:" + server.port())
                    .hasMessageContaining("check user, password and the user's rights")
                    .extracting(failure -> ((StoreException) failure).isRetryable())
                    .isEqualTo(false);
        }
    }

    @Test
    void aDatabaseThatIsNotThereFailsTheCheck() throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start()) {
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options("redis://localhost:" + server.port() + "/99"),
                                            false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("localhost:" + server.port() + "/99")
                    .hasMessageContaining("DB index is out of range")
                    .hasMessageContaining("redis.uri");
        }
    }

    @Test
    void anAbsentServerFailsTheCheck() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(
                        () -> RedisConnections.check(options("redis://localhost:" + port), false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not use Redis at redis://localhost:" + port)
                .hasMessageContaining("Connection refused")
                .extracting(failure -> ((StoreException) failure).isRetryable())
                .isEqualTo(true);
    }

    @Test
    void anUnknownHostFailsTheCheck() {
        assertThatThrownBy(() -> RedisConnections.check(options("redis://no-such.invalid"), false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis://no-such.invalid:6379: unknown host");
    }

    @Test
    void aServerThatDoesNotAnswerFailsTheCheckInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RedisSettings options =
                    options("redis://localhost:" + silent.getLocalPort(), Duration.ofMillis(300));
            long start = System.nanoTime();

            assertThatThrownBy(() -> RedisConnections.check(options, false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("redis.timeout is 300 ms");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void whatIsNoRedisFailsTheCheckAndIsNotTriedAgain() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answer = new Thread(() -> answerAsAWebServer(web), "web-server");
            answer.start();

            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options("redis://localhost:" + web.getLocalPort()),
                                            false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("does not speak the Redis protocol")
                    .extracting(failure -> ((StoreException) failure).isRetryable())
                    .isEqualTo(false);
            answer.join();
        }
    }

    private static void answerAsAWebServer(ServerSocket web) {
        try (var socket = web.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("UTF-8"));
            socket.getInputStream().read(new byte[4096]);
        } catch (IOException closedByTheClient) {
            // All that was to be said is said.
        }
    }

    @Test
    void thePasswordIsInNoText() {
        RedisSettings options = options("redis://tracker:" + ENCODED + "@localhost:7000/3");

        assertThat(options.safeUri()).isEqualTo("redis://tracker@localhost:7000/3");
        assertThat(options.toString()).doesNotContain(ENCODED).doesNotContain(PASSWORD);
        assertThat(new RedisSequenceStoreFactory(options).toString()).doesNotContain(ENCODED);
        assertThatCode(() -> options.address().toString()).doesNotThrowAnyException();
    }
}
