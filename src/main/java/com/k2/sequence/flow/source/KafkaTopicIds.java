package com.k2.sequence.flow.source;

import com.k2.sequence.kafka.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers for topic ids, over a new connection for each question: a reader asks once for
 * each of its topics when it starts, and again when a topic was created again.
 */
record KafkaTopicIds(KafkaSettings kafka) implements TopicIds {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicIds.class);

    /** The task takes no message meanwhile. */
    private static final long TIMEOUT_SECONDS = 30;

    @Override
    public String idOf(String topic) throws IOException {
        Properties properties = kafka.over(Map.of());
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        Admin admin = Admin.create(properties);
        try {
            Uuid id =
                    admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic)
                            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                            .topicId();
            // Brokers before 2.8 have none.
            return id.equals(Uuid.ZERO_UUID) ? null : id.toString();
        } catch (ExecutionException e) {
            return withoutAnswer(topic, e.getCause());
        } catch (TimeoutException e) {
            return withoutAnswer(topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for the id of topic " + topic, e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private String withoutAnswer(String topic, Throwable failure) throws IOException {
        if (failure instanceof AuthorizationException
                || failure instanceof UnknownTopicOrPartitionException) {
            LOG.warn(
                    "The id of topic {} is not known ({}): if the topic is deleted and created again,"
                            + " its messages may count as tracked already; the Kafka user needs"
                            + " the right to describe it",
                    topic,
                    kafka.withoutSecrets(String.valueOf(failure.getMessage())));
            return null;
        }
        throw new IOException(
                "could not ask "
                        + kafka.bootstrapServers()
                        + " for the id of topic "
                        + topic
                        + "; check that the brokers are reached from the TaskManagers",
                failure);
    }
}
