package com.k2.sequence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class EmbeddedRedisITCase {

    @Test
    void comesBackWithItsDataAfterItWasKilled() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().start()) {
            try (Jedis client = new Jedis(redis.uri())) {
                client.set("answer", "42");
            }
            long killed = redis.pid();
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThat(ProcessHandle.of(killed)).isEmpty();

            redis.start();

            try (Jedis client = new Jedis(redis.uri())) {
                assertThat(client.get("answer")).isEqualTo("42");
            }
        }
    }

    @Test
    void comesBackWithoutDataWhenStartedEmpty() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().syncEveryWrite().start()) {
            try (Jedis client = new Jedis(redis.uri())) {
                client.set("answer", "42");
            }
            redis.kill();
            redis.startEmpty();

            try (Jedis client = new Jedis(redis.uri())) {
                assertThat(client.dbSize()).isZero();
            }
        }
    }

    @Test
    void answersNobodyWhilePaused() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().start()) {
            redis.pause();
            assertThatThrownBy(() -> ping(redis, null))
                    .isInstanceOf(JedisConnectionException.class);
            redis.resume();
            assertThat(ping(redis, null)).isEqualTo("PONG");
        }
    }

    @Test
    void asksForItsPasswordAndTakesExtraConfiguration() throws IOException {
        String password = "p \"w\"\\%";
        try (EmbeddedRedis redis =
                EmbeddedRedis.builder().password(password).config("databases 3").start()) {
            assertThatThrownBy(() -> ping(redis, null))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
            assertThat(ping(redis, password)).isEqualTo("PONG");
            try (Jedis client = new Jedis("localhost", redis.port())) {
                client.auth(password);
                assertThat(client.configGet("databases")).containsValue("3");
            }
        }
    }

    @Test
    void leavesNeitherProcessNorFile() throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.builder().start();
        long pid = redis.pid();
        Path directory = redis.log().getParent();
        assertThat(directory).isDirectory();
        redis.pause();

        redis.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void keepsAFolderThatIsNotItsOwn(@TempDir Path directory) throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.builder().directory(directory).start()) {
            try (Jedis client = new Jedis(redis.uri())) {
                client.set("answer", "42");
            }
        }
        assertThat(Files.exists(directory)).isTrue();
        try (EmbeddedRedis redis = EmbeddedRedis.builder().directory(directory).start();
                Jedis client = new Jedis(redis.uri())) {
            assertThat(client.get("answer")).isEqualTo("42");
        }
    }

    @Test
    void saysWhyItCouldNotStart() {
        assertThatThrownBy(() -> EmbeddedRedis.builder().config("no-such-directive yes").start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("no-such-directive");
    }

    private static String ping(EmbeddedRedis redis, String password) {
        try (Jedis client =
                new Jedis(
                        new HostAndPort("localhost", redis.port()),
                        DefaultJedisClientConfig.builder()
                                .timeoutMillis(300)
                                .password(password)
                                .build())) {
            return client.ping();
        }
    }
}
