package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.BHP;
import static com.k2.sequence.redis.Samples.at;
import static com.k2.sequence.redis.Samples.await;
import static com.k2.sequence.redis.Samples.options;
import static com.k2.sequence.redis.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://} with a private authority in the JVM's trust store. */
class RedisTlsITCase {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir static Path folder;

    private static TlsFiles files;

    @BeforeAll
    static void makeCertificate() throws Exception {
        files = TlsFiles.create(folder.resolve("good"), "dns:localhost,ip:127.0.0.1");
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @AfterAll
    static void leaveNothingSet() {
        assertThat(System.getProperty(TRUST_STORE)).isNull();
    }

    private static void trust(TlsFiles trusted) {
        System.setProperty(TRUST_STORE, trusted.trustStore().toString());
        System.setProperty(TRUST_STORE_PASSWORD, TlsFiles.STORE_PASSWORD);
    }

    private static EmbeddedRedis.Builder server(TlsFiles tls) {
        return EmbeddedRedis.builder()
                .appendOnly(false)
                .tls(tls.certificate(), tls.key(), tls.certificate());
    }

    private static void assertRefused(EmbeddedRedis server) {
        assertThatThrownBy(() -> RedisConnections.check(options(server.uri()), false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("rediss://localhost:" + server.port())
                .hasMessageContaining(TRUST_STORE)
                .extracting(failure -> ((StoreException) failure).isRetryable())
                .isEqualTo(false);
    }

    @Test
    void writesAndReadsOverTlsAndSurvivesARestart() throws Exception {
        trust(files);
        RecordingListener listener = new RecordingListener();
        try (EmbeddedRedis server = server(files).start()) {
            RedisConnections.check(options(server.uri()), false);
            try (SequenceStore store =
                    new RedisSequenceStoreFactory(options(server.uri())).open(7, listener)) {
                await(store.update(List.of(update(BHP, 1, at(1)))));
                assertThat(await(store.lookUp(List.of(BHP)))).containsOnlyKeys(BHP);

                server.kill();
                CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
                await().until(() -> listener.outagesBegun.get() == 1);
                server.start();

                assertThat(await(update)).isZero();
                assertThat(await(store.lookUp(List.of(BHP))).get(BHP).position()).isEqualTo(at(2));
            }
        }
        assertThat(listener.outagesEnded).hasValue(1);
    }

    @Test
    void givesUpAHungServerOverTlsAndGoesOn() throws Exception {
        trust(files);
        RecordingListener listener = new RecordingListener();
        try (EmbeddedRedis server = server(files).start();
                SequenceStore store =
                        new RedisSequenceStoreFactory(options(server.uri(), Duration.ofMillis(500)))
                                .open(7, listener)) {
            await(store.update(List.of(update(BHP, 1, at(1)))));
            server.pause();
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            await().until(() -> listener.outagesBegun.get() == 1);
            server.resume();

            assertThat(await(update)).isZero();
        }
    }

    @Test
    void refusesAnAuthorityItDoesNotKnow() throws Exception {
        try (EmbeddedRedis server = server(files).start()) {
            assertRefused(server);
        }
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        TlsFiles other = TlsFiles.create(folder.resolve("other"), "dns:redis.example.com");
        trust(other);
        try (EmbeddedRedis server = server(other).start()) {
            assertRefused(server);
        }
    }

    @Test
    void refusesPlainTextWhereTlsIsAskedFor() throws Exception {
        trust(files);
        try (EmbeddedRedis server = EmbeddedRedis.builder().appendOnly(false).start()) {
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options("rediss://localhost:" + server.port()), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("rediss://localhost:" + server.port());
        }
    }

    @Test
    void saysSoWherePlainTextMeetsTls() throws Exception {
        try (EmbeddedRedis server = server(files).start()) {
            assertThatThrownBy(
                            () ->
                                    RedisConnections.check(
                                            options("redis://localhost:" + server.port()), false))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("rediss:// where it speaks TLS");
        }
    }
}
