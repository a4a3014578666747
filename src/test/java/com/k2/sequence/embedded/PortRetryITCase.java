package com.k2.sequence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortRetryITCase {

    /** Takes the first ports that are tried, after they were found free. */
    private static final class Thief implements AutoCloseable {

        private final List<ServerSocket> taken = new ArrayList<>();
        private final int most;

        Thief(int most) {
            this.most = most;
        }

        int pass(int port) throws IOException {
            if (taken.size() < most) {
                taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            }
            return port;
        }

        List<Integer> ports() {
            return taken.stream().map(ServerSocket::getLocalPort).toList();
        }

        @Override
        public void close() throws IOException {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    @Test
    void startsOnAnotherPortWhereTheUsualOneIsTaken() throws IOException {
        try (ServerSocket other = listen(FreePorts.next());
                ServerSocket server =
                        PortRetry.start(other.getLocalPort(), PortRetryITCase::listen)) {
            assertThat(server.getLocalPort()).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void startsOnTheUsualPortWhereItIsFree() throws IOException {
        int usual = FreePorts.next();
        try (ServerSocket server = PortRetry.start(usual, PortRetryITCase::listen)) {
            assertThat(server.getLocalPort()).isEqualTo(usual);
        }
    }

    @Test
    void startsRedisOnAnotherPortAfterPortsAreLost() throws IOException {
        try (Thief thief = new Thief(2);
                EmbeddedRedis redis =
                        PortRetry.start(
                                0,
                                port -> EmbeddedRedis.builder().port(thief.pass(port)).start())) {
            assertThat(thief.ports()).hasSize(2).doesNotContain(redis.port());
            assertThat(redis.isRunning()).isTrue();
        }
    }

    @Test
    void startsTheBrokerOnAnotherPortAfterPortsAreLost() throws IOException {
        try (Thief thief = new Thief(2);
                EmbeddedKafka kafka =
                        PortRetry.start(
                                0,
                                port -> EmbeddedKafka.builder().port(thief.pass(port)).start())) {
            assertThat(thief.ports()).hasSize(2).doesNotContain(kafka.port());
            kafka.createTopic("served", 1);
        }
    }

    @Test
    void doesNotLeaveAPortThatWasAskedFor() throws IOException {
        int port = FreePorts.next();
        try (ServerSocket other = listen(port)) {
            assertThatThrownBy(() -> EmbeddedRedis.builder().port(port).start())
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("on port " + other.getLocalPort());
            assertThatThrownBy(() -> EmbeddedKafka.builder().port(port).start())
                    .satisfies(e -> assertThat(PortRetry.isLostPort(e)).isTrue());
        }
    }

    @Test
    void failsAtOnceForAnyOtherReason() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                PortRetry.start(
                                        0,
                                        port -> {
                                            tried.add(port);
                                            throw new IOException("no disk");
                                        }))
                .hasMessage("no disk");
        assertThat(tried).hasSize(1);
    }

    @Test
    void givesUpAfterManyLostPorts() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                PortRetry.start(
                                        0,
                                        port -> {
                                            tried.add(port);
                                            throw new BindException("lost");
                                        }))
                .isInstanceOf(BindException.class);
        assertThat(tried).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
