package com.k2.sequence.demo.local;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.PortRetry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** The broker and the Redis server of a run, on their usual ports where those are free. */
public final class EmbeddedServers implements AutoCloseable {

    private static final int KAFKA_PORT = 9092;
    private static final int REDIS_PORT = 6379;

    private static final long LOOK_INTERVAL_MILLIS = 20;

    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final CleanupWatchdog watchdog;

    private EmbeddedServers(EmbeddedKafka kafka, EmbeddedRedis redis, CleanupWatchdog watchdog) {
        this.kafka = kafka;
        this.redis = redis;
        this.watchdog = watchdog;
    }

    /**
     * @param folder of the run
     */
    public static EmbeddedServers start(Path folder) throws IOException {
        EmbeddedRedis redis =
                PortRetry.start(
                        REDIS_PORT,
                        port -> EmbeddedRedis.builder().port(port).appendOnly(false).start());
        try {
            CleanupWatchdog watchdog = CleanupWatchdog.over(redis.pid(), folder);
            return new EmbeddedServers(
                    PortRetry.start(KAFKA_PORT, EmbeddedServers::startKafka), redis, watchdog);
        } catch (IOException | RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static EmbeddedKafka startKafka(int port) throws IOException {
        return EmbeddedKafka.builder()
                .port(port)
                .property("log.retention.check.interval.ms", "10000")
                .property("log.segment.delete.delay.ms", "1000")
                .start();
    }

    /**
     * Creates topics, all at once, and waits until the broker knows them, a moment after its
     * controller has created them.
     *
     * @param configs of each topic
     */
    public void createTopics(Collection<String> names, int partitions, Map<String, String> configs)
            throws InterruptedException {
        List<NewTopic> topics =
                names.stream()
                        .map(name -> new NewTopic(name, partitions, (short) 1).configs(configs))
                        .toList();
        administer("create the topics " + names, admin -> admin.createTopics(topics).all());
        while (!administer("list topics", admin -> admin.listTopics().names()).containsAll(names)) {
            Thread.sleep(LOOK_INTERVAL_MILLIS);
        }
    }

    public void deleteTopics(Collection<String> names) throws InterruptedException {
        administer("delete the topics " + names, admin -> admin.deleteTopics(names).all());
    }

    private <T> T administer(String what, Function<Admin, KafkaFuture<T>> call)
            throws InterruptedException {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaAddress()))) {
            return call.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't " + what + ": " + e.getCause().getMessage(), e);
        }
    }

    public String kafkaAddress() {
        return kafka.bootstrapServers();
    }

    public URI redisUri() {
        return redis.uri();
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        watchdog.close();
    }
}
