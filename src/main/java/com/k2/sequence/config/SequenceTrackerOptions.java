package com.k2.sequence.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.tracking.TrackingRule;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * The job's options, each declared here once; those of a source are in {@link SourceOptions}, those
 * that name the topics of outputs in {@link Output}.
 */
public final class SequenceTrackerOptions {

    /** Keys that begin with it are properties of the Kafka clients. */
    public static final String KAFKA_PROPERTIES_PREFIX = "kafka.properties.";

    public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
            key(KafkaSettings.BOOTSTRAP_SERVERS_KEY)
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Kafka brokers to start from, host:port, comma-separated. Required.");

    public static final ConfigOption<String> KAFKA_GROUP_ID =
            key("kafka.group-id")
                    .stringType()
                    .defaultValue("sequence-tracker")
                    .withDescription(
                            "Consumer group under which the offsets of every completed checkpoint are"
                                    + " committed, and from which a source with start 'committed' takes up.");

    public static final ConfigOption<String> KAFKA_PROPERTIES =
            key(KAFKA_PROPERTIES_PREFIX + "*")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Handed to every Kafka client as it is, for security and tuning:"
                                    + " kafka.properties.security.protocol sets security.protocol."
                                    + " Overrides the job's own choices, such as"
                                    + " isolation.level=read_committed of the sources and"
                                    + " compression.type=lz4 of the sequenced topic and"
                                    + " transaction.timeout.ms=900000 of the sinks. Values are never shown in messages.");

    public static final ConfigOption<OutputGuarantee> SINK_DELIVERY_GUARANTEE =
            key("sink.delivery-guarantee")
                    .enumType(OutputGuarantee.class)
                    .defaultValue(OutputGuarantee.AT_LEAST_ONCE)
                    .withDescription(
                            "at-least-once: after a failure records may stand in the output topics twice."
                                    + " exactly-once: written in Kafka transactions, which readers with"
                                    + " isolation.level=read_committed see at each completed checkpoint.");

    public static final ConfigOption<String> SINK_TRANSACTIONAL_ID_PREFIX =
            key("sink.transactional-id-prefix")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Begins the transactional ids of the sinks. Belongs to one job; keep it when"
                                    + " the job is upgraded. Required for exactly-once.");

    public static final ConfigOption<MemorySize> SINK_MAX_RECORD_SIZE =
            key("sink.max-record-size")
                    .memoryType()
                    .defaultValue(MemorySize.parse("1000 kb"))
                    .withDescription(
                            "Largest record that is checked and written; a larger one becomes a dead"
                                    + " letter ('too-large'). At most what the output topics take"
                                    + " (max.message.bytes).");

    public static final ConfigOption<String> CONTROL_TOPIC =
            key(KafkaSettings.CONTROL_TOPIC_KEY)
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic of commands (clear a key, set its last number) that take effect at"
                                    + " the next checkpoint and are acknowledged in Redis. Read from"
                                    + " the group's offsets, else from the end at the time of"
                                    + " submission. Without it the job takes no commands.");

    public static final ConfigOption<OutOfRangePolicy> CONTROL_ON_OFFSET_OUT_OF_RANGE =
            key("control.on-offset-out-of-range")
                    .enumType(OutOfRangePolicy.class)
                    .defaultValue(OutOfRangePolicy.EARLIEST)
                    .withDescription(
                            "What to do where the next offset is not in the control topic's log any"
                                    + " more: earliest, latest or fail, as for a source.");

    public static final ConfigOption<String> REDIS_URI =
            key("redis.uri")
                    .stringType()
                    .defaultValue("redis://localhost:6379")
                    .withDescription(
                            "Where Redis is: redis://[user:password@]host:port[/database],"
                                    + " redis-cluster://[user:password@]host:port,host:port,... (some"
                                    + " nodes of it), or"
                                    + " redis-sentinel://[user:password@]host:port,host:port,.../MASTER[/database]"
                                    + " (sentinels, and the name they know the master by). With"
                                    + " rediss instead of redis connections use TLS. Its password is"
                                    + " never shown.");

    public static final ConfigOption<String> REDIS_SENTINEL_USER =
            key("redis.sentinel.user")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The user at the sentinels, where they have named users. User and password"
                                    + " in redis.uri are those of the servers behind them.");

    public static final ConfigOption<String> REDIS_SENTINEL_PASSWORD =
            key("redis.sentinel.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The password at the sentinels, where they ask for one. Never shown.");

    public static final ConfigOption<String> REDIS_TLS_TRUSTSTORE =
            key("redis.tls.truststore")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of the authorities that may have signed the servers' certificates:"
                                    + " PEM, PKCS12 or JKS, at this path on the submitting machine"
                                    + " and on every TaskManager. Without it, those that the JVM"
                                    + " trusts.");

    public static final ConfigOption<String> REDIS_TLS_TRUSTSTORE_PASSWORD =
            key("redis.tls.truststore-password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Password of the truststore, but for PEM. Never shown.");

    public static final ConfigOption<String> REDIS_TLS_KEYSTORE =
            key("redis.tls.keystore")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of the client's certificate and its key, where the servers ask for"
                                    + " one: PEM, PKCS12 or JKS. Read again for each connection, as"
                                    + " the other files are.");

    public static final ConfigOption<String> REDIS_TLS_KEYSTORE_PASSWORD =
            key("redis.tls.keystore-password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Password of the keystore, but for PEM. Never shown.");

    public static final ConfigOption<String> REDIS_TLS_KEY =
            key("redis.tls.key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "PEM file of the client's key (PKCS #8, unencrypted), where it is not in"
                                    + " the keystore's file itself.");

    public static final ConfigOption<String> REDIS_KEY_PREFIX =
            key("redis.key-prefix")
                    .stringType()
                    .defaultValue("k2:seq")
                    .withDescription("Begins every key: <key-prefix>:<exchange>:<symbol>.");

    public static final ConfigOption<Duration> REDIS_KEY_TTL =
            key("redis.key-ttl")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long a key stays in Redis after its last update; every update renews it.");

    public static final ConfigOption<Duration> STATE_TTL =
            key("state.ttl")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How long Flink's state of a key stays after its last message; without it, for"
                                    + " ever. Not less than redis.key-ttl: a key is forgotten only when Redis"
                                    + " has no row of it. Its next message is the first one.");

    public static final ConfigOption<Integer> REDIS_PIPELINE_SIZE =
            key("redis.pipeline-size")
                    .intType()
                    .defaultValue(1000)
                    .withDescription("Most keys that one round trip to Redis carries.");

    public static final ConfigOption<Duration> REDIS_MAX_LAG =
            key("redis.max-lag")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(2))
                    .withDescription(
                            "How long an update may be kept back under load to gather those after it,"
                                    + " so that Redis sees a key once for many messages. With little"
                                    + " to do updates leave at once.");

    public static final ConfigOption<Integer> REDIS_MAX_WAITING =
            key("redis.max-waiting")
                    .intType()
                    .defaultValue(10_000)
                    .withDescription(
                            "Most messages per subtask that wait for the lookup of a key not known yet;"
                                    + " at that number the sources are slowed down.");

    public static final ConfigOption<Integer> REDIS_KEYS_PER_CALL =
            key("redis.keys-per-call")
                    .intType()
                    .defaultValue(RedisSettings.MOST_KEYS_PER_CALL)
                    .withDescription(
                            "Most keys that one call of the guard's script updates, from 1 to 100. 1"
                                    + " where redis.uri is one endpoint in front of shards that answers"
                                    + " CROSSSLOT, as a proxy does. With redis-cluster:// it is always 1.");

    public static final ConfigOption<Duration> REDIS_TIMEOUT =
            key("redis.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(2))
                    .withDescription(
                            "How long one round trip may take, connecting likewise, before it is tried"
                                    + " again.");

    public static final ConfigOption<OutagePolicy> REDIS_ON_OUTAGE =
            key("redis.on-outage")
                    .enumType(OutagePolicy.class)
                    .defaultValue(OutagePolicy.STALL)
                    .withDescription(
                            "While Redis is unavailable: stall waits for it, and the sources are slowed down;"
                                    + " continue keeps checking, and Redis catches up later.");

    public static final ConfigOption<Double> SEQUENCE_RESET_RATIO =
            key("sequence.reset-ratio")
                    .doubleType()
                    .defaultValue(TrackingRule.DEFAULT.resetRatio().doubleValue())
                    .withDescription(
                            "A number below the last one times this ratio is a reset, any other lower"
                                    + " number out of order. From 0 (never a reset) to 1. Of"
                                    + " sources that set no reset-ratio of their own.");

    public static final ConfigOption<Long> GAP_LOG_THRESHOLD =
            thresholdOf("log", TrackingRule.DEFAULT.logThreshold(), "LOG, logged as info");

    public static final ConfigOption<Long> GAP_ALERT_THRESHOLD =
            thresholdOf(
                    "alert", TrackingRule.DEFAULT.alertThreshold(), "ALERT, logged as a warning");

    public static final ConfigOption<Long> GAP_HALT_THRESHOLD =
            thresholdOf("halt", TrackingRule.DEFAULT.haltThreshold(), "HALT, logged as an error");

    public static final ConfigOption<String> EXCHANGES =
            key("exchanges")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Exchanges that metrics name, comma-separated, for feeds whose"
                                    + " exchange-field may hold anything: the others are judged like"
                                    + " them and counted together, as (other). Without it any is named,"
                                    + " up to 1,000 and 4 MB of a scrape on each TaskManager.");

    public static final ConfigOption<String> SCHEMA_REGISTRY_URL =
            key("schema-registry.url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where the schemas of avro sources are: a registry with Confluent's API,"
                                    + " http:// or https://.");

    public static final ConfigOption<String> SCHEMA_REGISTRY_USER =
            key("schema-registry.user")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The user at the schema registry, where it asks for one.");

    public static final ConfigOption<String> SCHEMA_REGISTRY_PASSWORD =
            key("schema-registry.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The user's password. Never shown.");

    public static final ConfigOption<Duration> SCHEMA_REGISTRY_TIMEOUT =
            key("schema-registry.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "How long one answer of the schema registry may take before it is asked"
                                    + " again. Messages wait meanwhile.");

    public static final ConfigOption<Boolean> STARTUP_CHECK =
            key("startup.check")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether Kafka, its topics and Redis are checked before the job is submitted."
                                    + " Turn it off where only the cluster can reach them.");

    public static final ConfigOption<Duration> STARTUP_TIMEOUT =
            key("startup.timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(15))
                    .withDescription(
                            "How long the check at the start waits for Kafka, Redis and the schema"
                                    + " registry, all at the same time.");

    private SequenceTrackerOptions() {}

    private static ConfigOption<Long> thresholdOf(
            String severity, long defaultValue, String meaning) {
        return key("gap." + severity + "-threshold")
                .longType()
                .defaultValue(defaultValue)
                .withDescription("Missing messages from which a gap is " + meaning + ".");
    }
}
