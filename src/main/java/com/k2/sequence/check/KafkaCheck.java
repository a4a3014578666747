package com.k2.sequence.check;

import com.k2.sequence.config.Output;
import com.k2.sequence.config.SinkOptions;
import com.k2.sequence.config.SinkSettings;
import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.config.source.StartPosition;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.KafkaFailure;
import com.k2.sequence.kafka.KafkaFailures;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.kafka.KafkaProbe;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.Problems;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks what the job needs of the brokers and reports what is wrong to the {@link Problems}. */
public final class KafkaCheck {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCheck.class);

    /** Larger dead letters are cut even where the topic takes them: a producer must hold them. */
    private static final int LARGEST_DEAD_LETTER = 16 << 20;

    private static final String UNSEEN =
            " does not exist, or can't be seen with these credentials; ";

    private final KafkaSettings kafka;
    private final List<SourceSettings> sources;
    private final SinkSettings sinks;
    private final String controlTopic;
    private final Duration timeout;
    private final Problems problems;

    /**
     * @param controlTopic null where there is none
     * @param timeout of each question
     */
    KafkaCheck(
            KafkaSettings kafka,
            List<SourceSettings> sources,
            SinkSettings sinks,
            String controlTopic,
            Duration timeout,
            Problems problems) {
        this.kafka = kafka;
        this.sources = sources;
        this.sinks = sinks;
        this.controlTopic = controlTopic;
        this.timeout = timeout;
        this.problems = problems;
    }

    /** What has been found; of use only if there were no problems. */
    KafkaFindings findings() {
        try (KafkaProbe probe = new KafkaProbe(kafka, timeout)) {
            checkSources(probe);
            checkSinks(probe);
            checkControlTopic(probe);
            checkTransactions(probe);
            int deadLetterBytes = deadLetterBytes(probe);
            return problems.isEmpty()
                    ? new KafkaFindings(
                            deadLetterBytes,
                            probe.ends(topicsReadFromTheirEnd(probe)),
                            commandsFrom(probe))
                    : KafkaFindings.unasked(sinks);
        } catch (KafkaException e) {
            String key = KafkaOptions.BOOTSTRAP_SERVERS.key();
            if (KafkaFailures.kindOf(e) == KafkaFailure.UNAVAILABLE) {
                problems.addUnavailable(key, KafkaFailures.explain(kafka, timeout, e));
            } else {
                problems.add(key, KafkaFailures.explain(kafka, timeout, e));
            }
            return KafkaFindings.unasked(sinks);
        }
    }

    private Map<TopicPartition, Long> commandsFrom(KafkaProbe probe) {
        return controlTopic == null ? null : probe.committedElseEnd(kafka.groupId(), controlTopic);
    }

    private void checkControlTopic(KafkaProbe probe) {
        if (controlTopic != null && !probe.missing(Set.of(controlTopic)).isEmpty()) {
            problems.add(
                    ControlOptions.TOPIC.key(),
                    "topic '"
                            + controlTopic
                            + "'"
                            + UNSEEN
                            + "create it, correct the option, or leave it out");
        }
    }

    private Set<String> topicsReadFromTheirEnd(KafkaProbe probe) {
        Set<String> topics = new LinkedHashSet<>();
        for (SourceSettings source : sources) {
            if (source.start().kind() == StartPosition.Kind.LATEST) {
                topics.addAll(source.topics());
                if (source.topicPattern() != null) {
                    probe.topics().stream().filter(source::reads).forEach(topics::add);
                }
            }
        }
        return topics;
    }

    private void checkSources(KafkaProbe probe) {
        Set<String> topics = new LinkedHashSet<>();
        sources.forEach(source -> topics.addAll(source.topics()));
        Set<String> missing = probe.missing(topics);
        for (SourceSettings source : sources) {
            for (String topic : source.topics()) {
                if (missing.contains(topic)) {
                    problems.add(
                            source.topicsKey(),
                            "topic '" + topic + "'" + UNSEEN + "create it, or correct the option");
                }
            }
            if (source.topicPattern() != null && probe.topics().stream().noneMatch(source::reads)) {
                LOG.warn(
                        "{}: no topic matches {} yet; it is looked for while the job runs",
                        source.topicsKey(),
                        source.topicPattern());
            }
        }
    }

    private void checkSinks(KafkaProbe probe) {
        Set<String> missing = probe.missing(sinks.topics().values());
        sinks.topics()
                .forEach(
                        (output, topic) -> {
                            if (missing.contains(topic)) {
                                checkCreated(probe, output.topicOption(), topic);
                            }
                        });
        String sequenced = sinks.topicOf(Output.SEQUENCED);
        if (sequenced != null) {
            largestRecord(probe, sequenced)
                    .ifPresent(largest -> checkRecordSize(sequenced, largest));
        }
        new SinkTopicCheck(sinks, problems).check(probe);
    }

    private void checkCreated(KafkaProbe probe, Option<String> option, String topic) {
        Optional<String> creates = probe.brokerSetting("auto.create.topics.enable");
        if (creates.isEmpty()) {
            LOG.warn(
                    "{}: topic '{}' does not exist, and these credentials may not ask whether the"
                            + " brokers create it",
                    option.key(),
                    topic);
        } else if (creates.get().equals("false")) {
            problems.add(
                    option.key(),
                    "topic '"
                            + topic
                            + "'"
                            + UNSEEN
                            + "create it (the brokers do not: auto.create.topics.enable is false)");
        }
    }

    private void checkRecordSize(String topic, int largest) {
        int needed = sinks.maxRecordBytes() + ProducerSettings.RECORD_OVERHEAD;
        if (largest < needed) {
            problems.add(
                    SinkOptions.MAX_RECORD_SIZE.key(),
                    "needs "
                            + needed
                            + " bytes a record in topic '"
                            + topic
                            + "', which takes "
                            + largest
                            + "; raise the topic's max.message.bytes, or set the option to at most "
                            + Math.max(0, largest - ProducerSettings.RECORD_OVERHEAD)
                            + " b");
        }
    }

    private void checkTransactions(KafkaProbe probe) {
        if (!sinks.isExactlyOnce()) {
            return;
        }
        long timeout = ProducerSettings.transactionTimeoutMillis(kafka);
        probe.brokerSetting("transaction.max.timeout.ms")
                .map(Long::parseLong)
                .filter(longest -> timeout > longest)
                .ifPresent(
                        longest ->
                                problems.add(
                                        KafkaOptions.PROPERTIES_PREFIX
                                                + ProducerSettings.TRANSACTION_TIMEOUT,
                                        timeout
                                                + " ms is more than the brokers allow"
                                                + " (transaction.max.timeout.ms is "
                                                + longest
                                                + "); set it to at most that, yet longer than any"
                                                + " outage the job is to survive"));
    }

    private int deadLetterBytes(KafkaProbe probe) {
        String topic = sinks.topicOf(Output.DEAD_LETTERS);
        if (topic == null) {
            return sinks.maxRecordBytes();
        }
        int largest = largestRecord(probe, topic).orElse(sinks.maxRecordBytes());
        return Math.min(
                Math.min(largest, LARGEST_DEAD_LETTER), ProducerSettings.largestRequest(kafka));
    }

    /** The most bytes a topic takes in one record, now or once the brokers have created it. */
    private static Optional<Integer> largestRecord(KafkaProbe probe, String topic) {
        Optional<String> largest =
                probe.missing(Set.of(topic)).isEmpty()
                        ? probe.topicSetting(topic, "max.message.bytes")
                        : probe.brokerSetting("message.max.bytes");
        return largest.map(Integer::parseInt);
    }
}
