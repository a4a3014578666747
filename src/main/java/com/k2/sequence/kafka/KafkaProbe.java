package com.k2.sequence.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the brokers, each question answered or given up within a timeout. Every method throws a
 * {@link KafkaException} where that fails.
 */
public final class KafkaProbe implements AutoCloseable {

    private final Admin admin;
    private final ConfigResource broker;

    /** Connects to the brokers. */
    public KafkaProbe(KafkaSettings kafka, Duration timeout) {
        Properties properties = kafka.over(Map.of());
        properties.putAll(impatient(timeout));
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        properties.setProperty("client.id", kafka.groupId() + "-startup-check");
        admin = Admin.create(properties);
        try {
            Node any =
                    await(admin.describeCluster().nodes()).stream()
                            .findFirst()
                            .orElseThrow(() -> new DisconnectException("no broker is up yet"));
            broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** Overrides the given properties, which are made for a job that is patient. */
    private static Map<String, String> impatient(Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        return Map.of(
                "request.timeout.ms", millis,
                "default.api.timeout.ms", millis,
                "socket.connection.setup.timeout.ms", millis,
                "socket.connection.setup.timeout.max.ms", millis,
                "reconnect.backoff.ms", "500",
                "reconnect.backoff.max.ms", "1000");
    }

    /** The names of all topics that can be seen. */
    public Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /** Those of the topics that do not exist, or can't be seen. */
    public Set<String> missing(Collection<String> topics) {
        Set<String> missing = new TreeSet<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach(
                (topic, answer) -> {
                    try {
                        await(answer);
                    } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
                        missing.add(topic);
                    }
                });
        return missing;
    }

    /** Where each partition of these topics ends now. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach(
                        (topic, description) ->
                                description
                                        .partitions()
                                        .forEach(
                                                partition ->
                                                        latest.put(
                                                                new TopicPartition(
                                                                        topic,
                                                                        partition.partition()),
                                                                OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /**
     * Where a group goes on in the partitions of a topic: at its committed offset, or, where it has
     * none, at the partition's end now.
     */
    public Map<TopicPartition, Long> committedElseEnd(String group, String topic) {
        Map<TopicPartition, Long> offsets = ends(Set.of(topic));
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach(
                        (partition, committed) -> {
                            if (committed != null) {
                                offsets.replace(partition, committed.offset());
                            }
                        });
        return offsets;
    }

    /** A setting of the brokers; empty where these credentials may not ask. */
    public Optional<String> brokerSetting(String name) {
        return setting(broker, name);
    }

    /** A setting of a topic; empty where these credentials may not ask. */
    public Optional<String> topicSetting(String topic, String name) {
        return setting(new ConfigResource(ConfigResource.Type.TOPIC, topic), name);
    }

    /** All settings of a topic by name; empty where it does not exist or these may not be asked. */
    Optional<Map<String, String>> topicSettings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<String, String> settings = new HashMap<>();
            await(admin.describeConfigs(Set.of(resource)).values().get(resource))
                    .entries()
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
            return Optional.of(settings);
        } catch (AuthorizationException | UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private Optional<String> setting(ConfigResource resource, String name) {
        try {
            Config config = await(admin.describeConfigs(Set.of(resource)).values().get(resource));
            return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
        } catch (AuthorizationException e) {
            return Optional.empty();
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException failure) {
                throw failure;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
