package com.k2.sequence.redis;

import static com.k2.sequence.redis.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.settings.RedisLogin;
import com.k2.sequence.redis.settings.RedisSecurity;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.redis.settings.RedisTls;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.server.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The store where what it needs to be let in, or to be understood, is taken and comes back. */
class RedisAccessITCase {

    private static final long LINEAGE = 7;

    private final RecordingListener listener = new RecordingListener();
    private EmbeddedRedis server;

    @BeforeEach
    void startServer() throws Exception {
        server =
                EmbeddedRedis.builder()
                        .appendOnly(false)
                        .config(
                                "user admin on >admin ~* &* +@all",
                                "user tracker on >first ~k2:seq:* +@all")
                        .start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String uri(String user) {
        return "redis://" + user + "@localhost:" + server.port();
    }

    private void asAdmin(Consumer<Jedis> change) {
        try (Jedis admin = new Jedis(uri("admin:admin"))) {
            change.accept(admin);
        }
    }

    /** For the store's connection as well, which the server then closes. */
    private void setUser(String... rules) {
        asAdmin(
                admin -> {
                    admin.aclSetUser("tracker", rules);
                    admin.sendCommand(Protocol.Command.CLIENT, "KILL", "USER", "tracker");
                });
    }

    private SequenceStore open(RedisSettings options) {
        return new RedisSequenceStoreFactory(options).open(LINEAGE, listener);
    }

    private void awaitOutage(OutageReason reason) {
        Patience.await()
                .untilAsserted(
                        () -> {
                            assertThat(listener.outagesBegun).hasPositiveValue();
                            assertThat(listener.retries)
                                    .extracting(StoreException::reason)
                                    .contains(reason);
                        });
        assertThat(listener.outagesEnded).hasValue(0);
    }

    private void assertWrites(SequenceStore store, long number) throws Exception {
        assertThat(Samples.await(store.update(List.of(update(BHP, number, at(number)))))).isZero();
        assertThat(Samples.await(store.lookUp(List.of(BHP))).get(BHP).position())
                .isEqualTo(at(number));
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, resetpass >second, resetpass >first",
        "AUTHENTICATION, off, on",
        "PERMISSION, -evalsha, +evalsha",
        "PERMISSION, -hset, +hset",
        "PERMISSION, resetkeys, ~k2:seq:*"
    })
    void whatIsTakenFromAUserIsAnOutageUntilItIsGivenBack(
            OutageReason reason, String taken, String given) throws Exception {
        try (SequenceStore store = open(options(uri("tracker:first")))) {
            assertWrites(store, 1);
            setUser(taken.split(" "));
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            awaitOutage(reason);
            assertThat(update).isNotDone();

            setUser(given.split(" "));

            assertThat(update.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
            assertWrites(store, 3);
            assertThat(listener.outagesEnded).hasValue(1);
        }
    }

    @Test
    void aLoginThatNeverWorkedIsWrong() throws Exception {
        try (SequenceStore store = open(options(uri("tracker:wrong")))) {
            assertThatThrownBy(() -> Samples.await(store.lookUp(List.of(BHP))))
                    .hasCauseInstanceOf(StoreException.class)
                    .hasMessageContaining("WRONGPASS");
        }
        assertThat(listener.outagesBegun).hasValue(0);
    }

    @Test
    void aLoginIsWaitedForWhereItWorkedInAnEarlierAttempt() throws Exception {
        setUser("resetpass", ">second");
        try (SequenceStore store =
                new RedisSequenceStoreFactory(options(uri("tracker:first")))
                        .open(LINEAGE, LINEAGE, true, listener)) {
            CompletableFuture<?> lookUp = store.lookUp(List.of(BHP));
            awaitOutage(OutageReason.AUTHENTICATION);
            assertThat(lookUp).isNotDone();

            setUser("resetpass", ">first");

            assertWrites(store, 1);
            assertThat(lookUp).isDone();
        }
    }

    @Test
    void aReplacedPasswordIsTakenUp() throws Exception {
        AtomicReference<String> user = new AtomicReference<>("tracker:first");
        try (SequenceStore store =
                RedisSequenceStoreFactory.open(
                        options(uri(user.get())),
                        () -> options(uri(user.get())),
                        LINEAGE,
                        LINEAGE,
                        false,
                        listener)) {
            assertWrites(store, 1);
            setUser("resetpass", ">second");
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            awaitOutage(OutageReason.AUTHENTICATION);

            user.set("tracker:second");

            assertThat(Samples.await(update)).isZero();
        }
    }

    @Test
    void aReplicaWithoutTheUsersIsAnOutageLikeOthers() throws Exception {
        try (EmbeddedRedis promoted = EmbeddedRedis.builder().appendOnly(false).start();
                TcpProxy address = new TcpProxy(server.port());
                SequenceStore store =
                        open(options("redis://tracker:first@localhost:" + address.port()))) {
            assertWrites(store, 1);
            address.leadTo(promoted.port());
            address.cutRequests(1);
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            awaitOutage(OutageReason.AUTHENTICATION);

            try (Jedis there = new Jedis(promoted.uri())) {
                there.aclSetUser("tracker", "on", ">first", "~*", "+@all");
            }

            assertThat(Samples.await(update)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROTOCOL, HTTP/1.1 503 Service Unavailable",
        "REFUSED, -ERR upstream failure",
        "REFUSED, -ERR unknown command 'EVALSHA'",
        "PROTOCOL, +OK"
    })
    void whatAProxyAnswersInTheServersPlaceIsAnOutage(OutageReason reason, String answer)
            throws Exception {
        try (Answering proxy = new Answering(answer + "\r\n");
                TcpProxy address = new TcpProxy(server.port());
                SequenceStore store =
                        open(options("redis://tracker:first@localhost:" + address.port()))) {
            assertWrites(store, 1);
            address.leadTo(proxy.port());
            address.cutRequests(1);
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            awaitOutage(reason);
            assertThat(update).isNotDone();

            address.leadTo(server.port());

            assertThat(Samples.await(update)).isZero();
            assertWrites(store, 3);
        }
    }

    @Test
    void certificatesThatAreHalfReplacedAreAnOutage(@TempDir Path folder) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(folder.resolve("authority"));
        CertificateAuthority stranger = CertificateAuthority.create(folder.resolve("stranger"));
        CertificateAuthority.Identity identity = authority.issue("server");
        Path trusted = Files.copy(authority.certificate(), folder.resolve("trusted.pem"));
        try (EmbeddedRedis secured =
                        EmbeddedRedis.builder()
                                .syncEveryWrite()
                                .tls(
                                        identity.certificate(),
                                        identity.key(),
                                        authority.certificate())
                                .start();
                SequenceStore store =
                        open(
                                new RedisSettings(
                                        secured.uri().toString(),
                                        "k2:seq",
                                        TTL,
                                        TIMEOUT,
                                        new RedisSecurity(
                                                new RedisTls(
                                                        trusted.toString(), null, null, null, null),
                                                RedisLogin.NONE)))) {
            assertWrites(store, 1);
            byte[] whole = Files.readAllBytes(trusted);
            Files.copy(stranger.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);
            secured.kill();
            secured.start();
            CompletableFuture<Integer> update = store.update(List.of(update(BHP, 2, at(2))));
            awaitOutage(OutageReason.TLS);

            for (int length : new int[] {0, 20, whole.length / 2, whole.length - 10}) {
                Files.write(trusted, Arrays.copyOf(whole, length));
                int retries = listener.retries.size();
                Patience.await().until(() -> listener.retries.size() >= retries + 2);
                assertThat(listener.retries.get(retries + 1).reason()).isEqualTo(OutageReason.TLS);
                assertThat(update).isNotDone();
            }
            Files.write(trusted, whole);

            assertThat(Samples.await(update)).isZero();
            assertThat(listener.outagesBegun).hasValue(1);
        }
    }

    /** Says the same to everybody, as long as they ask. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket listener =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final byte[] answer;

        Answering(String answer) throws IOException {
            this.answer = answer.getBytes(StandardCharsets.UTF_8);
            start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    start(() -> answer(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void answer(Socket client) {
            byte[] asked = new byte[1 << 16];
            try (client) {
                for (int read = client.getInputStream().read(asked);
                        read >= 0;
                        read = client.getInputStream().read(asked)) {
                    long commands =
                            new String(asked, 0, read, StandardCharsets.UTF_8)
                                    .lines()
                                    .filter(line -> line.startsWith("*"))
                                    .count();
                    for (long i = 0; i < commands; i++) {
                        client.getOutputStream().write(answer);
                    }
                }
            } catch (IOException gone) {
                // The client has heard enough.
            }
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "answering");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            try {
                listener.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
