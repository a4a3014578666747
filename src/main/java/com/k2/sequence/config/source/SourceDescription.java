package com.k2.sequence.config.source;

import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.redis.settings.RedisOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * One source of JSON messages, for a program beside the job that reads the same messages: its
 * options are read by the job's own reader.
 *
 * @param name of its group of options
 * @param fields where its messages hold what the job needs
 * @param unsequenced what becomes of its messages without a sequence number
 */
public record SourceDescription(String name, FeedFields fields, UnsequencedPolicy unsequenced) {

    /** Options that a job needs and that have nothing to do with how a source is read. */
    private static final Map<String, String> OTHERS =
            Map.of(
                    KafkaOptions.BOOTSTRAP_SERVERS.key(), "localhost:9092",
                    RedisOptions.URI.key(), "redis://localhost:6379");

    /**
     * @param options of one source, topics among them, by their whole keys
     * @throws JobConfigurationException if an option is unknown, wrong or missing; every such
     *     problem is in its message
     */
    public static SourceDescription read(Map<String, String> options) {
        Map<String, String> values = new TreeMap<>(OTHERS);
        values.putAll(options);
        SourceSettings source = SettingsReader.read(values).sources().get(0);
        return new SourceDescription(source.name(), source.fields(), source.unsequenced());
    }
}
