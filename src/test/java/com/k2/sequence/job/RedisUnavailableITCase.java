package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.ExpectedOutput;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.TrackedFeed;
import com.k2.sequence.testing.server.RunningJob;
import com.k2.sequence.testing.server.Servers;
import com.k2.sequence.testing.server.TcpProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** What becomes of the whole job while Redis does not do what is asked of it, and after. */
class RedisUnavailableITCase {

    @RegisterExtension
    private static final Servers SERVERS =
            new Servers()
                    .withKafka()
                    .withRedis(() -> EmbeddedRedis.builder().syncEveryWrite())
                    .withFlink(2);

    /** A way to be unavailable, with all data still there afterwards. */
    enum Outage {
        KILLED(EmbeddedRedis::kill, EmbeddedRedis::start),
        STOPPED(EmbeddedRedis::pause, EmbeddedRedis::resume),
        OUT_OF_MEMORY(
                redis -> command(redis, client -> client.configSet("maxmemory", "1")),
                redis -> command(redis, client -> client.configSet("maxmemory", "0"))),
        READ_ONLY_REPLICA(
                redis -> command(redis, client -> client.replicaof("127.0.0.1", FreePorts.next())),
                redis -> command(redis, Jedis::replicaofNoOne)),
        PASSWORD_REPLACED(
                redis -> command(redis, client -> changeUser(client, "nopass", "resetpass", ">x")),
                redis -> asUser(redis, "x", client -> changeUser(client, "nopass"))),
        RIGHT_TAKEN(
                redis -> command(redis, client -> changeUser(client, "-evalsha")),
                redis -> command(redis, client -> changeUser(client, "+evalsha")));

        private final Change begin;
        private final Change end;

        Outage(Change begin, Change end) {
            this.begin = begin;
            this.end = end;
        }

        private static void command(EmbeddedRedis redis, Consumer<Jedis> command) {
            try (Jedis client = new Jedis(redis.uri())) {
                command.accept(client);
            }
        }

        private static void asUser(EmbeddedRedis redis, String password, Consumer<Jedis> command) {
            try (Jedis client = new Jedis("redis://:" + password + "@localhost:" + redis.port())) {
                command.accept(client);
            }
        }

        /** The user that the job is; its connections are closed. */
        private static void changeUser(Jedis client, String... rules) {
            client.aclSetUser("default", rules);
            client.sendCommand(Protocol.Command.CLIENT, "KILL", "USER", "default");
        }
    }

    private interface Change {
        void make(EmbeddedRedis redis) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void stallsUntilRedisIsBack(Outage outage) throws Exception {
        TrackedFeed feed = feed("stall-" + outage);
        RunningJob job = submit(feed);
        feed.awaitSequenced();
        feed.assertRows();
        outage.begin.make(SERVERS.redis());
        try {
            feed.produce(300);
            awaitOutage(job, 1);
            Set<String> stalled = feed.produce(300);
            // Is read last, and does not pass the operator that tracks.
            feed.produceUnreadable();

            feed.awaitOutput("dead-letters", feed.expected().deadLetterCount());

            assertThat(feed.output("sequenced"))
                    .filteredOn(RedisUnavailableITCase::isChecked)
                    .extracting(ExpectedOutput::id)
                    .doesNotContainAnyElementsOf(stalled);
        } finally {
            outage.end.make(SERVERS.redis());
        }
        assertWhole(feed, job);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhileRedisIsAway(Outage outage) throws Exception {
        TrackedFeed feed = feed("continue-" + outage);
        feed.options().put("redis.on-outage", "continue");
        RunningJob job = submit(feed);
        feed.awaitSequenced();
        feed.assertRows();
        outage.begin.make(SERVERS.redis());
        try {
            feed.produce(300);
            awaitOutage(job, 1);
            feed.produce(300);

            feed.assertOutput();

            job.checkpoint();
            assertThat(job.metric("redis_outage")).containsOnly(1L);
            assertThat(job.total("redis_pending")).isPositive();
        } finally {
            outage.end.make(SERVERS.redis());
        }
        // No further message is needed.
        assertWhole(feed, job);
    }

    @Test
    void eachKeyIsWholeAtItsNextMessageAfterRedisCameBackEmpty() throws Exception {
        TrackedFeed feed = feed("empty");
        RunningJob job = submit(feed);
        feed.awaitSequenced();
        feed.assertRows();
        SERVERS.redis().kill();
        SERVERS.redis().startEmpty();
        assertThat(feed.rows()).isEmpty();

        feed.produce(300);

        assertWhole(feed, job);
    }

    @Test
    void isExactWhileRedisIsSlow() throws Exception {
        try (TcpProxy proxy = new TcpProxy(SERVERS.redis().port())) {
            TrackedFeed feed = feed("slow");
            feed.options().put("redis.uri", "redis://localhost:" + proxy.port());
            proxy.delayReplies(100);
            RunningJob job = submit(feed);
            feed.produce(300);

            assertWhole(feed, job);

            assertThat(job.total("redis_retries")).isZero();
        }
    }

    /** Each reply comes within the time limit; all of them take longer than a checkpoint may. */
    @Test
    void checkpointsCompleteInTimeWhileRedisIsSlowWhereTheJobGoesOn() throws Exception {
        try (TcpProxy proxy = new TcpProxy(SERVERS.redis().port())) {
            TrackedFeed feed = feed("slow-continue");
            feed.options().put("redis.uri", "redis://localhost:" + proxy.port());
            feed.options().put("redis.on-outage", "continue");
            feed.options().put("redis.timeout", "60 s");
            feed.options().put("redis.pipeline-size", "1");
            RunningJob job =
                    submit(
                            feed,
                            configuration()
                                    .set(
                                            CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                                            Duration.ofSeconds(64)));
            feed.awaitSequenced();
            feed.assertRows();
            proxy.delayReplies(20_000);
            feed.produce(300);
            feed.assertOutput();

            job.checkpoint();

            assertThat(job.total("redis_outage")).isZero();
            assertThat(job.total("redis_pending")).isPositive();
            proxy.delayReplies(0);
            assertWhole(feed, job);
        }
    }

    /** It hangs before it has answered the login, and would be waited for longer than a test. */
    @Test
    void isCancelledAtOnceWhileRedisHangs() throws Exception {
        TrackedFeed feed = feed("hanging");
        feed.options().put("redis.uri", "redis://:any@localhost:" + SERVERS.redis().port());
        feed.options().put("redis.timeout", "10 min");
        feed.options().put("startup.check", "false");
        SERVERS.redis().pause();
        try {
            RunningJob job = submit(feed);
            Patience.await().until(() -> job.total("cold_waiting") > 0);

            SERVERS.flink().cancelJobs();

            Patience.await().until(() -> job.status() == JobStatus.CANCELED);
        } finally {
            SERVERS.redis().resume();
        }
    }

    @Test
    void isExactWhenConnectionsAreCutInMidPipeline() throws Exception {
        try (TcpProxy proxy = new TcpProxy(SERVERS.redis().port())) {
            TrackedFeed feed = feed("cut");
            feed.options().put("redis.uri", "redis://localhost:" + proxy.port());
            RunningJob job = submit(feed);
            feed.awaitSequenced();
            for (int cut = 1; cut <= 5; cut++) {
                proxy.cutRequests(1);
                feed.produce(50);
                int cuts = cut;
                Patience.await().until(() -> proxy.cuts() == cuts);
            }

            assertWhole(feed, job);

            assertThat(job.total("redis_retries")).isPositive();
        }
    }

    private static TrackedFeed feed(String name) {
        TrackedFeed feed = SERVERS.feed("away-" + name, 1, 12);
        feed.options().put("redis.timeout", "500 ms");
        feed.produce(300);
        return feed;
    }

    /** A job that does not survive any failure. */
    private static RunningJob submit(TrackedFeed feed) throws Exception {
        return submit(feed, configuration());
    }

    private static RunningJob submit(TrackedFeed feed, Configuration configuration)
            throws Exception {
        return SERVERS.flink().submit(configuration, 2, feed.options().arguments());
    }

    private static Configuration configuration() {
        return new Configuration()
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    }

    /** A message without a number needs no state, and passes whatever Redis does. */
    private static boolean isChecked(ConsumerRecord<byte[], byte[]> record) {
        byte[] verdict = record.headers().lastHeader("sequence-event").value();
        return !new String(verdict, StandardCharsets.UTF_8).equals("UNSEQUENCED");
    }

    private static void assertWhole(TrackedFeed feed, RunningJob job) throws Exception {
        feed.assertOutput();
        feed.assertRows();
        awaitOutage(job, 0);
        assertThat(job.total("redis_pending")).isZero();
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    }

    /** Waits until every subtask says so. */
    private static void awaitOutage(RunningJob job, long value) {
        Patience.await()
                .untilAsserted(() -> assertThat(job.metric("redis_outage")).containsOnly(value));
    }
}
