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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.redis.CertificateAuthority.Identity;
import com.k2.sequence.redis.settings.RedisLogin;
import com.k2.sequence.redis.settings.RedisSecurity;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.redis.settings.RedisTls;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.server.RedisCluster;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers with certificates of a private authority, which ask the client for one too. */
class RedisMutualTlsITCase {

    private static final String PASSWORD = CertificateAuthority.PASSWORD;

    @TempDir static Path folder;

    private static CertificateAuthority authority;
    private static CertificateAuthority stranger;
    private static Identity serverIdentity;
    private static Identity client;
    private static Identity strangersClient;
    private static EmbeddedRedis server;

    @BeforeAll
    static void startServer() throws Exception {
        authority = CertificateAuthority.create(folder.resolve("authority"));
        stranger = CertificateAuthority.create(folder.resolve("stranger"));
        serverIdentity = authority.issue("server");
        client = authority.issue("client");
        strangersClient = stranger.issue("client");
        server =
                EmbeddedRedis.builder()
                        .appendOnly(false)
                        .tls(
                                serverIdentity.certificate(),
                                serverIdentity.key(),
                                authority.certificate())
                        .config("tls-auth-clients yes")
                        .start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static RedisSettings options(RedisTls tls) {
        return options(server.uri().toString(), tls);
    }

    private static RedisSettings options(String uri, RedisTls tls) {
        return new RedisSettings(
                uri, "k2:seq", TTL, TIMEOUT, new RedisSecurity(tls, RedisLogin.NONE));
    }

    private static RedisTls pem(Path truststore, Path keystore, Path key) {
        return new RedisTls(
                truststore.toString(),
                null,
                keystore == null ? null : keystore.toString(),
                null,
                key == null ? null : key.toString());
    }

    static Stream<RedisTls> ways() throws Exception {
        Path both =
                Files.writeString(
                        folder.resolve("both.pem"),
                        Files.readString(client.key()) + Files.readString(client.certificate()));
        return Stream.of(
                pem(authority.certificate(), client.certificate(), client.key()),
                pem(authority.certificate(), both, null),
                new RedisTls(
                        authority.truststore().toString(),
                        PASSWORD,
                        client.keystore().toString(),
                        PASSWORD,
                        null));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void takesPemAndStores(RedisTls tls) throws Exception {
        RecordingListener listener = new RecordingListener();
        RedisConnections.check(options(tls), false);
        try (SequenceStore store = new RedisSequenceStoreFactory(options(tls)).open(7, listener)) {
            await(store.update(List.of(update(BHP, 1, at(1)))));
            assertThat(await(store.lookUp(List.of(BHP)))).containsOnlyKeys(BHP);
        }
        assertThat(listener.retries).isEmpty();
    }

    private static StoreException refusal(RedisTls tls) {
        StoreException refusal =
                catchThrowableOfType(
                        StoreException.class, () -> RedisConnections.check(options(tls), false));
        StringWriter text = new StringWriter();
        refusal.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain(PASSWORD).doesNotContain("not-the-one");
        return refusal;
    }

    @Test
    void saysThatTheAuthorityIsAnother() {
        assertThat(refusal(pem(stranger.certificate(), client.certificate(), client.key())))
                .hasMessageContaining("rediss://localhost:" + server.port())
                .hasMessageContaining("redis.tls.truststore")
                .extracting(StoreException::isRetryable)
                .isEqualTo(false);
    }

    @Test
    void saysThatTheServerWantsAnotherCertificateOfTheClient() {
        assertThat(refusal(pem(authority.certificate(), null, null)))
                .hasMessageContaining("redis.tls.keystore");
        assertThat(
                        refusal(
                                pem(
                                        authority.certificate(),
                                        strangersClient.certificate(),
                                        strangersClient.key())))
                .hasMessageContaining("redis.tls.keystore");
    }

    @Test
    void saysWhichFileCantBeUsed() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish"), "rubbish");
        Path old =
                Files.writeString(
                        folder.resolve("old.key"),
                        Files.readString(client.key()).replace("PRIVATE", "EC PRIVATE"));
        Path missing = folder.resolve("missing");
        String store = client.keystore().toString();
        String trusted = authority.truststore().toString();

        assertThat(refusal(pem(missing, null, null)))
                .hasMessageContaining("redis.tls.truststore " + missing + " is no file")
                .hasMessageContaining("on each TaskManager");
        assertThat(refusal(pem(rubbish, null, null)))
                .hasMessageContaining("redis.tls.truststore " + rubbish + " can't be used");
        assertThat(refusal(new RedisTls(trusted, "not-the-one", null, null, null)))
                .hasMessageContaining("password was incorrect")
                .hasMessageContaining("redis.tls.truststore-password");
        assertThat(refusal(new RedisTls(null, null, store, "not-the-one", null)))
                .hasMessageContaining("redis.tls.keystore " + store + " can't be used")
                .hasMessageContaining("redis.tls.keystore-password");
        assertThat(refusal(pem(authority.certificate(), client.certificate(), missing)))
                .hasMessageContaining("redis.tls.key " + missing + " is no file");
        assertThat(refusal(pem(authority.certificate(), client.certificate(), old)))
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThat(refusal(pem(authority.certificate(), client.key(), client.key())))
                .hasMessageContaining("nothing was found in it");
    }

    @Test
    void goesOnWithFilesThatWereReplaced() throws Exception {
        Path ca = Files.copy(authority.certificate(), folder.resolve("now-ca.crt"));
        Path certificate = Files.copy(client.certificate(), folder.resolve("now.crt"));
        Path key = Files.copy(client.key(), folder.resolve("now.key"));
        Path serverCertificate =
                Files.copy(serverIdentity.certificate(), folder.resolve("now-server.crt"));
        Path serverKey = Files.copy(serverIdentity.key(), folder.resolve("now-server.key"));
        RecordingListener listener = new RecordingListener();
        try (EmbeddedRedis replaced =
                        EmbeddedRedis.builder()
                                .tls(serverCertificate, serverKey, ca)
                                .config("tls-auth-clients yes")
                                .syncEveryWrite()
                                .start();
                SequenceStore store =
                        new RedisSequenceStoreFactory(
                                        options(
                                                replaced.uri().toString(),
                                                pem(ca, certificate, key)))
                                .open(7, listener)) {
            await(store.update(List.of(update(BHP, 1, at(1)))));
            replaced.kill();
            replace(stranger.certificate(), ca);
            replace(strangersClient.certificate(), certificate, serverCertificate);
            replace(strangersClient.key(), key, serverKey);
            replaced.start();

            assertThat(await(store.update(List.of(update(BHP, 2, at(2)))))).isZero();
            assertThat(await(store.lookUp(List.of(BHP))).get(BHP).position()).isEqualTo(at(2));
        }
    }

    private static void replace(Path by, Path... files) throws Exception {
        for (Path file : files) {
            Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void reachesSentinelsAndTheirMasterSo() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (EmbeddedRedis sentinel =
                EmbeddedRedis.builder()
                        .sentinel()
                        .tls(
                                serverIdentity.certificate(),
                                serverIdentity.key(),
                                authority.certificate())
                        .config(
                                "tls-auth-clients yes",
                                "tls-replication yes",
                                "sentinel monitor m 127.0.0.1 " + server.port() + " 1")
                        .start()) {
            RedisSettings options =
                    options(
                            "rediss-sentinel://localhost:" + sentinel.port() + "/m",
                            pem(authority.certificate(), client.certificate(), client.key()));
            RedisConnections.check(options, false);
            try (SequenceStore store = new RedisSequenceStoreFactory(options).open(7, listener)) {
                await(store.update(List.of(update(BHP, 1, at(1)))));
                assertThat(await(store.lookUp(List.of(BHP)))).containsOnlyKeys(BHP);
            }
        }
        assertThat(listener.retries).isEmpty();
    }

    @Test
    void reachesEveryMasterOfAClusterSo() throws Exception {
        List<InstrumentKey> keys = keys(100);
        List<Integer> tlsPorts = new ArrayList<>();
        RecordingListener listener = new RecordingListener();
        try (RedisCluster cluster = RedisCluster.start(3, 0, () -> tlsLines(tlsPorts))) {
            RedisSettings options =
                    options(
                            "rediss-cluster://localhost:" + tlsPorts.get(1),
                            pem(authority.certificate(), client.certificate(), client.key()));
            RedisConnections.check(options, false);
            try (SequenceStore store = new RedisSequenceStoreFactory(options).open(7, listener)) {
                assertThat(await(store.update(updates(keys, 1)))).isZero();
                assertThat(await(store.lookUp(keys))).hasSize(keys.size());
            }
            assertThat(cluster.masters())
                    .allSatisfy(master -> assertThat(cluster.keys(master)).isNotEmpty());
        }
        assertThat(listener.retries).isEmpty();
    }

    /** Beside the port for plain text, by which the test sets the cluster up. */
    private static List<String> tlsLines(List<Integer> tlsPorts) {
        tlsPorts.add(FreePorts.next());
        return List.of(
                "tls-port " + tlsPorts.get(tlsPorts.size() - 1),
                "tls-cluster yes",
                "tls-cert-file " + serverIdentity.certificate(),
                "tls-key-file " + serverIdentity.key(),
                "tls-ca-cert-file " + authority.certificate(),
                "tls-auth-clients yes");
    }
}
