package com.k2.sequence.config;

import com.k2.sequence.config.source.FeedFormat;
import com.k2.sequence.config.source.SharedTopics;
import com.k2.sequence.config.source.SourceGroups;
import com.k2.sequence.config.source.SourceOptions;
import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.config.source.SourceSettingsReader;
import com.k2.sequence.config.source.TrackingRuleReader;
import com.k2.sequence.config.source.VenueOptions;
import com.k2.sequence.decode.avro.RegistryOptions;
import com.k2.sequence.decode.avro.RegistrySettings;
import com.k2.sequence.decode.avro.RegistrySettingsReader;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.KafkaSettingsReader;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.kafka.TopicNames;
import com.k2.sequence.option.Durations;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.LateSettings;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import com.k2.sequence.redis.settings.RedisOptions;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.redis.settings.RedisSettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns values into {@link JobSettings}. Whatever is wrong with them is reported at once, before
 * anything starts.
 */
public final class SettingsReader {

    private final Map<String, String> given;
    private final Map<String, String> values;
    private final Problems problems = new Problems();
    private final OptionReader options;

    private SettingsReader(Map<String, String> values) {
        this.given = values;
        this.values = VenueOptions.under(resolved(values, problems), problems);
        this.options = new OptionReader(this.values, problems);
    }

    /**
     * @param values as they were written, by key
     * @throws JobConfigurationException if a key is unknown, a value is wrong or missing, or values
     *     exclude each other; every such problem is in its message
     */
    public static JobSettings read(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(values);
        KnownKeys.check(values.keySet(), reader.problems);
        JobSettings settings = reader.settings();
        reader.problems.throwIfAny();
        return settings;
    }

    /**
     * The same of the options of Redis alone: others may be wrong or missing.
     *
     * @param values as they were written, by key
     */
    public static RedisSettings readRedis(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(values);
        RedisSettings redis = RedisSettingsReader.read(reader.options);
        reader.problems.throwIfAny();
        return redis;
    }

    /** The same of the options of one source alone, and of what all sources have in common. */
    static RecordedSource readSource(Map<String, String> values, String name) {
        SettingsReader reader = new SettingsReader(values);
        KnownKeys.check(values.keySet(), reader.problems);
        SourceSettings source =
                new SourceSettingsReader(name, 0, reader.options)
                        .read(new TrackingRuleReader(reader.options));
        if (source.format() != FeedFormat.JSON) {
            reader.options.problem(
                    SourceOptions.FORMAT.under(SourceOptions.keyOf(name, "")),
                    "recorded messages are read as json alone, one object a line");
        }
        RecordedSource recorded = RecordedSource.read(source, reader.options);
        reader.problems.throwIfAny();
        return recorded;
    }

    /** The same of the options of the Kafka clients alone. */
    public static KafkaSettings readKafka(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(values);
        KafkaSettings kafka = KafkaSettingsReader.read(reader.given, reader.options);
        reader.problems.throwIfAny();
        return kafka;
    }

    /** How long servers are waited for; the default where the option is wrong. */
    public static Duration readStartupTimeout(Map<String, String> values) {
        return new SettingsReader(values).startupTimeout();
    }

    /** With what references name in its place. Properties of Kafka are resolved on their own. */
    private static Map<String, String> resolved(Map<String, String> given, Problems problems) {
        Map<String, String> values = new LinkedHashMap<>(given);
        values.replaceAll(
                (key, value) ->
                        key.startsWith(KafkaOptions.PROPERTIES_PREFIX)
                                ? value
                                : problems.resolved(key, value));
        return values;
    }

    private JobSettings settings() {
        List<SourceSettings> sources = sources();
        KafkaSettings kafka = KafkaSettingsReader.read(given, options);
        SinkSettings sinks = new SinkSettingsReader(options, problems).read(sources, kafka);
        return new JobSettings(
                kafka,
                sources,
                sinks,
                controlTopic(sources, sinks),
                new OutOfRangeSettings(
                        ControlOptions.ON_OFFSET_OUT_OF_RANGE.key(),
                        options.get(ControlOptions.ON_OFFSET_OUT_OF_RANGE)),
                RedisSettingsReader.read(options),
                new LateSettings<>(given, RedisOptions.all(), RedisSettingsReader::read),
                registry(sources),
                new LateSettings<>(given, RegistryOptions.all(), RegistrySettingsReader::read),
                options.get(TrackingOptions.ON_OUTAGE),
                options.atLeastOne(TrackingOptions.MAX_WAITING),
                options.atLeastOne(TrackingOptions.PIPELINE_SIZE),
                options.milliseconds(TrackingOptions.MAX_LAG),
                stateTtl(),
                Set.copyOf(options.list(TrackingOptions.EXCHANGES)),
                options.get(StartupOptions.CHECK),
                startupTimeout());
    }

    private Duration startupTimeout() {
        Option<Duration> option = StartupOptions.TIMEOUT;
        Duration timeout = options.milliseconds(option);
        if (timeout.compareTo(RedisSettings.LONGEST_TIMEOUT) > 0) {
            options.wrong(option, "must be at most 1 h");
            return option.defaultValue();
        }
        return timeout;
    }

    private List<SourceSettings> sources() {
        Set<String> names = SourceGroups.namesIn(values.keySet());
        if (names.isEmpty()) {
            problems.add(
                    SourceOptions.keyOf(SourceOptions.NAME_PLACEHOLDER, "*"),
                    "there is no source; describe at least one, such as source.trades.topics,"
                            + " source.trades.exchange, source.trades.symbol-field and"
                            + " source.trades.sequence-field");
        }
        TrackingRuleReader rules = new TrackingRuleReader(options);
        List<SourceSettings> sources = new ArrayList<>();
        for (String name : names) {
            sources.add(new SourceSettingsReader(name, sources.size(), options).read(rules));
        }
        TrackingRuleReader.checkSharedSeries(sources, problems);
        return SharedTopics.inGroups(sources);
    }

    /** What is both read as a command and something else would be a dead letter of one of them. */
    private String controlTopic(List<SourceSettings> sources, SinkSettings sinks) {
        Option<String> option = ControlOptions.TOPIC;
        String topic = options.get(option);
        if (topic == null) {
            return null;
        }
        if (!TopicNames.isValid(topic)) {
            options.wrong(option, TopicNames.RIGHT);
        }
        for (SourceSettings source : sources) {
            if (source.reads(topic)) {
                options.wrong(
                        option,
                        "is read by " + source.topicsKey() + " too; give commands their own topic");
            }
        }
        sinks.topics()
                .forEach(
                        (output, written) -> {
                            if (written.equals(topic)) {
                                options.wrong(
                                        option,
                                        "is the topic of "
                                                + output.topicOption().key()
                                                + " too; give commands their own topic");
                            }
                        });
        return topic;
    }

    private RegistrySettings registry(List<SourceSettings> sources) {
        return sources.stream().anyMatch(source -> source.format() == FeedFormat.AVRO)
                ? RegistrySettingsReader.read(options)
                : null;
    }

    /** A key whose row is there is looked up as one that the job has yet to meet. */
    private Duration stateTtl() {
        Option<Duration> option = TrackingOptions.STATE_TTL;
        Duration keyTtl = options.get(RedisOptions.KEY_TTL);
        Duration ttl = options.get(option);
        if (ttl == null) {
            return null;
        }
        if (ttl.compareTo(keyTtl) < 0) {
            options.wrong(
                    option,
                    "must be at least redis.key-ttl, "
                            + Durations.text(keyTtl)
                            + ": a key is forgotten only when Redis has no row of it. Raise it, or"
                            + " lower redis.key-ttl");
        }
        return ttl;
    }
}
