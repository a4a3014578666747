package com.k2.sequence.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.embedded.EmbeddedRedis;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServersITCase {

    @Test
    void stopsWhatItHasStarted() throws Exception {
        Servers servers = new Servers().withRedis();

        servers.beforeAll(null);
        assertThat(servers.redis().isRunning()).isTrue();
        servers.afterAll(null);

        assertThat(servers.redis().isRunning()).isFalse();
    }

    @Test
    void leavesNothingRunningWhereALaterServerDoesNotStart() throws Exception {
        Servers servers =
                new Servers()
                        .withRedis()
                        .withKafka(
                                () -> {
                                    throw new IOException("no room");
                                });

        assertThatThrownBy(() -> servers.beforeAll(null)).hasMessage("no room");
        EmbeddedRedis started = servers.redis();
        assertThat(started.isRunning()).isTrue();
        servers.afterAll(null);

        assertThat(started.isRunning()).isFalse();
    }
}
