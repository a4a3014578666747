package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RedisCluster;
import com.k2.sequence.testing.server.RedisRights;
import com.k2.sequence.testing.server.RedisSentinels;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.HostAndPort;

/**
 * The whole job on Redis as companies run it, with no more rights than docs/redis.md asks for: on a
 * cluster whose slots move and whose master dies, and on servers that sentinels fail over. It does
 * not survive a failure of its own.
 */
class RedisShardsITCase {

    @RegisterExtension
    private static final Servers SERVERS = new Servers().withKafka().withFlink(2);

    private static TrackedFeed feed(String name, URI redis) {
        TrackedFeed feed = new TrackedFeed(name, SERVERS.kafka(), redis, 2, 40);
        feed.options()
                .put("redis.timeout", "1 s")
                .put(
                        "redis.uri",
                        redis.toString()
                                .replace("://", "://tracker:" + RedisRights.PASSWORD + "@"));
        return feed;
    }

    /** A line of docs/redis.md, for the keys of this feed. */
    private static String rights(String where, String name) throws Exception {
        return RedisRights.of(where).replace("~k2:seq", "~" + name);
    }

    private static RunningJob submit(TrackedFeed feed) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        return SERVERS.flink().submit(configuration, 2, feed.options().arguments());
    }

    @Test
    void isExactWhileSlotsMoveAndAMasterDies() throws Exception {
        String line = rights("redis-cluster://", "shards");
        try (RedisCluster cluster = RedisCluster.start(3, 1, () -> List.of(line))) {
            TrackedFeed feed = feed("shards", cluster.uri());
            feed.produce(500);
            RunningJob job = submit(feed);
            feed.assertRows();
            List<EmbeddedRedis> masters = cluster.masters();
            for (String key : cluster.keys(masters.get(1))) {
                cluster.move(RedisCluster.slotOf(key), masters.get(1), masters.get(2));
                feed.produce(20);
            }
            feed.assertRows();
            feed.produce(500);
            cluster.failOver();
            feed.produce(2_000);

            feed.assertRows();
            feed.assertOutput();
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(job.total("redis_updates_ignored")).isZero();
        }
    }

    @Test
    void isExactWhenSentinelsFailOver() throws Exception {
        try (RedisSentinels redis =
                RedisSentinels.start(
                        rights("redis-sentinel://", "watched"), rights("sentinels", "watched"))) {
            TrackedFeed feed = feed("watched", redis.uri());
            feed.options()
                    .put("redis.on-outage", "continue")
                    .put("redis.sentinel.user", "tracker")
                    .put("redis.sentinel.password", RedisRights.PASSWORD);
            feed.produce(500);
            RunningJob job = submit(feed);
            feed.assertRows();
            feed.produce(500);
            HostAndPort before = redis.master();
            // The sentinel that is asked first is unavailable too.
            redis.sentinels().get(0).kill();
            redis.firstMaster().kill();
            feed.produce(2_000);
            redis.awaitOtherThan(before);

            feed.assertRows();
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(job.total("redis_updates_ignored")).isZero();
        }
    }
}
