package com.k2.sequence.admin;

import com.k2.sequence.check.DoctorChecks;
import com.k2.sequence.check.Finding;
import com.k2.sequence.config.AllOptions;
import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.KnownKeys;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.config.TrackingOptions;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.ControlTopicException;
import com.k2.sequence.kafka.ControlTopicWriter;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.Problems;
import com.k2.sequence.redis.settings.RedisSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The job's options as the command line beside it reads them: from the same file, by the same keys,
 * with the same defaults. Only those that are asked for are judged, so that a mistake elsewhere in
 * the file is in nobody's way at night; {@link #findings()} judges them all.
 */
public final class SharedOptions {

    /** What only the tracking operator does with Redis. */
    private static final Set<String> OPERATORS_OWN =
            Set.of(
                    TrackingOptions.PIPELINE_SIZE.key(),
                    TrackingOptions.MAX_LAG.key(),
                    TrackingOptions.MAX_WAITING.key(),
                    TrackingOptions.ON_OUTAGE.key());

    private static final Set<String> CONTROL =
            Set.of(KafkaOptions.BOOTSTRAP_SERVERS.key(), ControlOptions.TOPIC.key());

    private final Map<String, String> values;

    private SharedOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * An option that every command takes.
     *
     * @param key as in the file
     * @param type what a value is, in a word or two
     * @param defaultValue null where there is none
     */
    public record Declared(String key, String type, String description, String defaultValue) {}

    /** How Redis and the control topic are reached. */
    public static List<Declared> connection() {
        return AllOptions.all().stream()
                .filter(option -> isOfConnection(option.key()))
                .map(
                        option ->
                                new Declared(
                                        option.key(),
                                        option.type().name(),
                                        option.description(),
                                        option.defaultText()))
                .toList();
    }

    private static boolean isOfConnection(String key) {
        return CONTROL.contains(key) || key.startsWith("redis.") && !OPERATORS_OWN.contains(key);
    }

    /**
     * Reads the file, if there is one, and what overrides it.
     *
     * @param configFile the job's own; null where there is none
     * @param overrides values by key
     * @throws JobConfigurationException if the file can't be read, or there is no such key
     */
    public static SharedOptions load(String configFile, Map<String, String> overrides) {
        Problems problems = new Problems();
        KnownKeys.check(overrides.keySet(), problems);
        problems.throwIfAny();
        List<String> arguments = new ArrayList<>();
        if (configFile != null) {
            arguments.add("--config=" + configFile);
        }
        overrides.forEach((key, value) -> arguments.add("--" + key + '=' + value));
        return new SharedOptions(ConfigurationLoader.load(arguments.toArray(String[]::new)));
    }

    /**
     * @throws JobConfigurationException if an option of Redis is wrong
     */
    public RedisSettings redis() {
        return SettingsReader.readRedis(values);
    }

    /** The topic of commands to the job; null where there is none. */
    public String controlTopic() {
        return values.get(ControlOptions.TOPIC.key());
    }

    /**
     * Connects to the brokers and finds the control topic there.
     *
     * @throws JobConfigurationException if an option of Kafka is wrong
     * @throws ControlTopicException if they can't be reached, or there is no such topic
     */
    public ControlTopicWriter openControlTopic() {
        return ControlTopicWriter.open(
                SettingsReader.readKafka(values),
                controlTopic(),
                SettingsReader.readStartupTimeout(values));
    }

    /** Judges all options and asks all servers. */
    public List<Finding> findings() {
        return new DoctorChecks(values).findings();
    }
}
