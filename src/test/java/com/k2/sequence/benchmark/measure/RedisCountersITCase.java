package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedRedis;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisCountersITCase {

    @Test
    void countsCommandsBetweenTwoReadingsThoseWithinScriptsIncluded() throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().start();
                RedisClient redis = RedisClient.create(server.uri())) {
            redis.set("a", "1");
            RedisCounters before = RedisCounters.read(redis);

            redis.hset("h", "f", "1");
            redis.eval("redis.call('SET', KEYS[1], '2')", 1, "a");
            RedisCounters counted = RedisCounters.read(redis).since(before);

            assertThat(counted.commands()).isEqualTo(3);
            assertThat(counted.calls()).containsOnlyKeys("hset", "eval", "set");
            assertThat(counted.calls("hset")).isEqualTo(1);
            assertThat(counted.calls("get")).isZero();
        }
    }

    @Test
    void readsTheServersProcessorTimeFromBothSides() throws Exception {
        try (EmbeddedRedis server = EmbeddedRedis.builder().start();
                RedisClient redis = RedisClient.create(server.uri())) {
            RedisCounters before = RedisCounters.read(redis);
            long processBefore = ProcessorTime.of(server.pid());

            Awaitility.await()
                    .until(
                            () -> {
                                redis.eval("for i = 1, 1000000 do end return 1");
                                return RedisCounters.read(redis).since(before).cpuSeconds() > 0.1;
                            });

            assertThat(ProcessorTime.of(server.pid()) - processBefore).isGreaterThan(50_000_000L);
        }
    }
}
