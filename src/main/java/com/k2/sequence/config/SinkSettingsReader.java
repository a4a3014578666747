package com.k2.sequence.config;

import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.kafka.TopicNames;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is written where. */
final class SinkSettingsReader {

    private final OptionReader options;
    private final Problems problems;

    SinkSettingsReader(OptionReader options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    /**
     * @param sources read from topics that must not be written
     * @param kafka may limit the size of a record
     */
    SinkSettings read(List<SourceSettings> sources, KafkaSettings kafka) {
        int maxRecordBytes = options.bytes(SinkOptions.MAX_RECORD_SIZE);
        checkRequestSize(maxRecordBytes, kafka);
        return new SinkSettings(
                topics(sources),
                options.get(SinkOptions.DELIVERY_GUARANTEE),
                transactionalIdPrefix(),
                maxRecordBytes);
    }

    private void checkRequestSize(int maxRecordBytes, KafkaSettings kafka) {
        long needed = (long) maxRecordBytes + ProducerSettings.RECORD_OVERHEAD;
        if (problems.isEmpty() && ProducerSettings.largestRequest(kafka) < needed) {
            problems.add(
                    KafkaOptions.PROPERTIES_PREFIX + ProducerSettings.MAX_REQUEST_SIZE,
                    "must be at least "
                            + needed
                            + " for "
                            + options.keyOf(SinkOptions.MAX_RECORD_SIZE)
                            + "; raise it, lower that, or leave it out");
        }
    }

    private Map<Output, String> topics(List<SourceSettings> sources) {
        Map<Output, String> topics = new LinkedHashMap<>();
        for (Output output : Output.all()) {
            Option<String> option = output.topicOption();
            options.find(option)
                    .ifPresent(
                            topic -> {
                                check(option, topic, sources);
                                checkShared(output, topic, topics);
                                topics.put(output, topic);
                            });
        }
        return topics;
    }

    private void check(Option<String> option, String topic, List<SourceSettings> sources) {
        if (!TopicNames.isValid(topic)) {
            options.wrong(option, TopicNames.RIGHT);
        }
        for (SourceSettings source : sources) {
            if (source.reads(topic)) {
                options.wrong(
                        option,
                        "is read by "
                                + source.topicsKey()
                                + ": the job would read what it writes; use another topic");
            }
        }
    }

    /** Events say of which type they are and may share a topic; other records would be mistaken. */
    private void checkShared(Output output, String topic, Map<Output, String> before) {
        before.forEach(
                (other, otherTopic) -> {
                    boolean bothEvents = output.carriesEvents() && other.carriesEvents();
                    if (topic.equals(otherTopic) && !bothEvents) {
                        options.wrong(
                                output.topicOption(),
                                "is the topic of "
                                        + options.keyOf(other.topicOption())
                                        + " too; only "
                                        + eventOutputs()
                                        + " may share a topic");
                    }
                });
    }

    private static String eventOutputs() {
        List<String> words = new ArrayList<>();
        for (Output output : Output.all()) {
            if (output.carriesEvents()) {
                words.add(output.word());
            }
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private String transactionalIdPrefix() {
        String prefix = options.get(SinkOptions.TRANSACTIONAL_ID_PREFIX);
        OutputGuarantee guarantee = options.get(SinkOptions.DELIVERY_GUARANTEE);
        if (prefix == null && guarantee == OutputGuarantee.EXACTLY_ONCE) {
            options.problem(
                    SinkOptions.TRANSACTIONAL_ID_PREFIX,
                    "is required, because sink.delivery-guarantee is exactly-once; give a text that"
                            + " no other job has, such as sequence-tracker-asx");
        }
        return prefix;
    }
}
