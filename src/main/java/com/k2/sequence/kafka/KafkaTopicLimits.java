package com.k2.sequence.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers what the job's topics take. All topics are asked for at once, and the answer
 * serves all writers of the process that are opened within some seconds. Brokers that do not answer
 * do not keep a writer from opening: it meets them soon enough.
 */
public record KafkaTopicLimits(KafkaSettings kafka, TreeSet<String> topics)
        implements TopicLimitsSource {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicLimits.class);

    /** Shorter than from one attempt of a job to the next, in most configurations. */
    private static final long SHARED_FOR_NANOS = Duration.ofSeconds(2).toNanos();

    /** Of each question: a writer does not open meanwhile. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Map<Asked, Answer> ANSWERS = new HashMap<>();

    private record Asked(String servers, Set<String> topics) {}

    private record Answer(Map<String, TopicLimits> limits, long since) {}

    @Override
    public TopicLimits of(String topic) {
        synchronized (ANSWERS) {
            Asked asked = new Asked(kafka.bootstrapServers(), topics);
            Answer answer = ANSWERS.get(asked);
            if (answer == null || System.nanoTime() - answer.since > SHARED_FOR_NANOS) {
                Map<String, TopicLimits> limits = ask();
                ANSWERS.clear();
                answer = new Answer(limits, System.nanoTime());
                ANSWERS.put(asked, answer);
            }
            return answer.limits.getOrDefault(topic, TopicLimits.UNKNOWN);
        }
    }

    private Map<String, TopicLimits> ask() {
        Map<String, TopicLimits> limits = new HashMap<>();
        try (KafkaProbe probe = new KafkaProbe(kafka, TIMEOUT)) {
            for (String topic : topics) {
                limits(probe, topic).ifPresent(found -> limits.put(topic, found));
            }
        } catch (KafkaException e) {
            LOG.warn(
                    "What the output topics take is not known, so that a record they refuse restarts"
                            + " the job: {}",
                    KafkaFailures.explain(kafka, TIMEOUT, e));
        }
        return limits;
    }

    /** What a topic takes; empty where it does not exist or these credentials may not ask. */
    public static Optional<TopicLimits> limits(KafkaProbe probe, String topic) {
        return probe.topicSettings(topic).map(KafkaTopicLimits::limits);
    }

    /**
     * Servers that speak Kafka's protocol and are not Kafka may leave settings out: what is not
     * known is no limit.
     */
    public static TopicLimits limits(Map<String, String> settings) {
        return new TopicLimits(
                (int)
                        number(
                                settings.get("max.message.bytes"),
                                TopicLimits.UNKNOWN.maxRecordBytes()),
                text(settings, "cleanup.policy").contains("compact"),
                text(settings, "message.timestamp.type").equals("LogAppendTime"),
                millis(settings, "message.timestamp.before.max.ms"),
                millis(settings, "message.timestamp.after.max.ms"));
    }

    /** Brokers before 3.6 have one limit for both directions. */
    private static long millis(Map<String, String> settings, String name) {
        String value = settings.get(name);
        return number(
                value != null ? value : settings.get("message.timestamp.difference.max.ms"),
                Long.MAX_VALUE);
    }

    private static long number(String value, long unlimited) {
        return value == null ? unlimited : Long.parseLong(value);
    }

    private static String text(Map<String, String> settings, String name) {
        return Objects.requireNonNullElse(settings.get(name), "");
    }
}
