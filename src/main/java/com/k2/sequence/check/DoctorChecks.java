package com.k2.sequence.check;

import com.k2.sequence.check.Finding.Outcome;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.config.SinkSettings;
import com.k2.sequence.config.StartupOptions;
import com.k2.sequence.decode.avro.RegistrySettings;
import com.k2.sequence.kafka.ControlOptions;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.OptionType;
import com.k2.sequence.option.Problems;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.ServerNotes;
import com.k2.sequence.redis.settings.RedisOptions;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at all that a job with these options would meet: the options themselves, Redis, Kafka and
 * its topics. Asks the servers whatever {@code startup.check} says, as far as the options allow.
 */
public final class DoctorChecks {

    private static final String OPTIONS = "options";
    private static final String REDIS = "redis";
    private static final String KAFKA = "kafka";
    private static final String REGISTRY = "schema registry";
    private static final String CONTROL = "control";

    private final Map<String, String> values;
    private final List<Finding> findings = new ArrayList<>();

    public DoctorChecks(Map<String, String> values) {
        this.values = values;
    }

    public List<Finding> findings() {
        JobSettings settings = options();
        redis(settings != null && settings.hasLargerRule());
        if (settings != null) {
            kafka(settings);
            registry(settings.registry());
        } else {
            kafkaAlone();
        }
        control();
        return findings;
    }

    private JobSettings options() {
        try {
            JobSettings settings = SettingsReader.read(values);
            add(
                    OPTIONS,
                    Outcome.OK,
                    counted(settings.sources().size(), "source")
                            + ", "
                            + counted(settings.sinks().topics().size(), "output")
                            + ", "
                            + OptionType.wordOf(settings.sinks().guarantee()));
            return settings;
        } catch (JobConfigurationException e) {
            addAll(OPTIONS, e.problems());
            return null;
        }
    }

    private void redis(boolean hasLargerRule) {
        RedisSettings redis;
        try {
            redis = SettingsReader.readRedis(values);
        } catch (JobConfigurationException e) {
            add(REDIS, Outcome.UNKNOWN, "not asked: its options must be right first");
            return;
        }
        Problems problems = new Problems();
        StartupCheck.redis(redis, hasLargerRule, timeout(), problems);
        if (!problems.isEmpty()) {
            addAll(REDIS, problems.lines());
            return;
        }
        add(REDIS, Outcome.OK, redis.safeUri() + ": connected and authorised");
        servers(redis);
    }

    private void servers(RedisSettings redis) {
        try (RedisRows rows = RedisRows.open(redis)) {
            for (ServerNotes server : rows.servers()) {
                add(
                        REDIS,
                        Outcome.OK,
                        String.format(
                                Locale.ROOT,
                                "%s answers in %.1f ms%s",
                                server.server(),
                                server.roundTripNanos() / 1e6,
                                server.version().isEmpty() ? "" : ", Redis " + server.version()));
                server.warnings().forEach(warning -> add(REDIS, Outcome.WARNING, warning));
            }
        } catch (StoreException e) {
            add(REDIS, Outcome.PROBLEM, RedisOptions.URI.key() + ": " + e.getMessage());
        }
    }

    private void kafka(JobSettings settings) {
        Problems problems = new Problems();
        StartupCheck.kafka(settings, problems);
        if (!problems.isEmpty()) {
            addAll(KAFKA, problems.lines());
            return;
        }
        add(
                KAFKA,
                Outcome.OK,
                settings.kafka().bootstrapServers()
                        + ": connected and authorised, and all topics are there");
    }

    /** Nothing where no source needs one. */
    private void registry(RegistrySettings registry) {
        if (registry == null) {
            return;
        }
        Problems problems = new Problems();
        StartupCheck.registry(
                registry.withTimeout(timeout(), StartupOptions.TIMEOUT.key()), problems);
        if (problems.isEmpty()) {
            add(REGISTRY, Outcome.OK, registry + ": connected and authorised");
        }
        addAll(REGISTRY, problems.lines());
    }

    /** Whether the brokers are reached at all, where the topics are not known. */
    private void kafkaAlone() {
        Problems problems = new Problems();
        try {
            KafkaSettings kafka = SettingsReader.readKafka(values);
            new KafkaCheck(kafka, List.of(), SinkSettings.NONE, null, timeout(), problems)
                    .findings();
            if (problems.isEmpty()) {
                add(KAFKA, Outcome.OK, kafka.bootstrapServers() + ": connected and authorised");
            }
            addAll(KAFKA, problems.lines());
            add(KAFKA, Outcome.UNKNOWN, "topics not looked for: the options must be right first");
        } catch (JobConfigurationException e) {
            add(KAFKA, Outcome.UNKNOWN, "not asked: its options must be right first");
        }
    }

    private Duration timeout() {
        return SettingsReader.readStartupTimeout(values);
    }

    private void control() {
        String topic = values.get(ControlOptions.TOPIC.key());
        if (topic == null) {
            add(
                    CONTROL,
                    Outcome.WARNING,
                    ControlOptions.TOPIC.key()
                            + " is not set: the job takes no commands, and 'clear' and 'set' work"
                            + " with no job running alone (--direct)");
        }
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void addAll(String subject, List<String> problems) {
        problems.forEach(problem -> add(subject, Outcome.PROBLEM, problem));
    }

    private void add(String subject, Outcome outcome, String text) {
        findings.add(new Finding(subject, outcome, text));
    }
}
