package com.k2.sequence.demo;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker and the Redis server of a run, on their usual ports where those are free. */
final class EmbeddedServers implements AutoCloseable {

    static final int WEB_UI_PORT = 8081;

    private static final int KAFKA_PORT = 9092;
    private static final int REDIS_PORT = 6379;

    /** A run may go on for days; of each partition about this much stays on disk. */
    private static final Map<String, String> TOPIC_SIZE =
            Map.of(
                    "segment.bytes", "33554432",
                    "retention.bytes", "134217728",
                    "max.message.bytes", "33554432");

    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final Guardian guardian;

    private EmbeddedServers(EmbeddedKafka kafka, EmbeddedRedis redis, Guardian guardian) {
        this.kafka = kafka;
        this.redis = redis;
        this.guardian = guardian;
    }

    /**
     * @param folder of the run
     */
    static EmbeddedServers start(Path folder) throws IOException {
        EmbeddedRedis redis =
                EmbeddedRedis.builder().port(usualOrFree(REDIS_PORT)).appendOnly(false).build();
        try {
            redis.start();
            Guardian guardian = Guardian.over(redis.pid(), folder);
            EmbeddedKafka kafka =
                    EmbeddedKafka.builder()
                            .port(usualOrFree(KAFKA_PORT))
                            .property("log.retention.check.interval.ms", "10000")
                            .property("log.segment.delete.delay.ms", "1000")
                            .start();
            return new EmbeddedServers(kafka, redis, guardian);
        } catch (IOException | RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    /** The port itself where nobody listens on it, else some free one. */
    static int usualOrFree(int port) {
        return FreePorts.isFree(port) ? port : FreePorts.next();
    }

    /** Creates topics, all in one go, and waits until the broker has them. */
    void createTopics(Collection<String> names, int partitions) throws InterruptedException {
        List<NewTopic> topics =
                names.stream()
                        .map(name -> new NewTopic(name, partitions, (short) 1).configs(TOPIC_SIZE))
                        .toList();
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaAddress()))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "can't create the topics " + names + ": " + e.getCause().getMessage(), e);
        }
    }

    String kafkaAddress() {
        return kafka.bootstrapServers();
    }

    URI redisUri() {
        return redis.uri();
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        guardian.close();
    }
}
