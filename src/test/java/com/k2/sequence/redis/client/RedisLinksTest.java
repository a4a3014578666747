package com.k2.sequence.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;

class RedisLinksTest {

    /** It is tried again without end, and each try would leave one connection open. */
    @Test
    void aLoginThatIsNotUnderstoodLeavesNoConnectionOpen() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisLinks links = new RedisLinks(() -> options("redis://joe:secret@localhost"))) {
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> answerUntilClosed(proxy));

            assertThatThrownBy(
                            () -> links.server(new HostAndPort("127.0.0.1", proxy.getLocalPort())))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(OutageReason.PROTOCOL));

            closed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static RedisSettings options(String uri) {
        return new RedisSettings(uri, "k2:seq", Patience.LIMIT, Patience.LIMIT);
    }

    /** Answers with numbers, which no login is answered with. */
    private static void answerUntilClosed(ServerSocket proxy) {
        byte[] asked = new byte[1 << 10];
        try (Socket client = proxy.accept()) {
            int read = client.getInputStream().read(asked);
            while (read > 0) {
                client.getOutputStream().write(":1\r\n".getBytes(StandardCharsets.UTF_8));
                read = client.getInputStream().read(asked);
            }
        } catch (IOException reset) {
            // Closed as well.
        }
    }
}
