package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedRedis;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisServerITCase {

    @Test
    void tellsItsVersionAndSettings() throws Exception {
        try (EmbeddedRedis server =
                        EmbeddedRedis.builder()
                                .appendOnly(false)
                                .config("hash-max-listpack-value 128")
                                .start();
                RedisClient redis = RedisClient.create(server.uri())) {
            assertThat(RedisServer.description(redis))
                    .matches(
                            "Redis \\d+\\.\\d+\\.\\d+, appendonly no, hash-max-listpack-value 128");
        }
    }
}
