package com.k2.sequence.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.message.UnsequencedPolicy;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of one source, each declared here once. Their keys stand behind {@code source.NAME.};
 * the name is free, one group describes one feed.
 */
public final class SourceOptions {

    /** Begins the key of every option of a source. */
    public static final String PREFIX = "source.";

    /** Stands for a source's name in help and messages. */
    public static final String NAME_PLACEHOLDER = "NAME";

    public static final ConfigOption<String> TOPICS =
            key("topics")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topics to read, comma-separated. This or topic-pattern is required.");

    public static final ConfigOption<String> TOPIC_PATTERN =
            key("topic-pattern")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Instead of topics: a Java regular expression that whole topic names match;"
                                    + " topics that appear later are read too.");

    public static final ConfigOption<FeedFormat> FORMAT =
            key("format")
                    .enumType(FeedFormat.class)
                    .defaultValue(FeedFormat.JSON)
                    .withDescription(
                            "How the messages are written: json, one object a message; or avro, one"
                                    + " record a message in Confluent's wire format, its schema from"
                                    + " schema-registry.url. With avro the fields below are names, such"
                                    + " as metadata.sequence_number, in place of JSON Pointers.");

    public static final ConfigOption<String> EXCHANGE =
            key("exchange")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The exchange of all messages, a constant. This or exchange-field is"
                                    + " required.");

    public static final ConfigOption<String> EXCHANGE_FIELD =
            key("exchange-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Where a message names its exchange, a JSON Pointer.");

    public static final ConfigOption<String> SYMBOL_FIELD =
            key("symbol-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where a message names its symbol, a JSON Pointer; several, comma-separated,"
                                    + " are joined with '.'. This or symbol is required.");

    public static final ConfigOption<String> SYMBOL =
            key("symbol")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The symbol of all messages, a constant, for a feed with one number series"
                                    + " for the whole channel.");

    public static final ConfigOption<String> SEQUENCE_FIELD =
            key("sequence-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where a message carries its sequence number, a JSON Pointer; an integer, or"
                                    + " a string that is one. Required.");

    public static final ConfigOption<String> TIMESTAMP_FIELD =
            key("timestamp-field")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where a message carries its time, a JSON Pointer; ISO-8601, or seconds,"
                                    + " milliseconds, microseconds or nanoseconds since 1970, told apart by"
                                    + " magnitude. Without it the Kafka record's time is taken.");

    public static final ConfigOption<String> TIMESTAMP_FORMAT =
            key("timestamp-format")
                    .stringType()
                    .defaultValue("auto")
                    .withDescription(
                            "How that time is written: auto (ISO-8601 or an epoch number), iso, epoch-s,"
                                    + " epoch-ms, epoch-us, epoch-ns, or a pattern of Java's"
                                    + " DateTimeFormatter such as yyyyMMdd-HH:mm:ss.SSS, in UTC where it"
                                    + " has no offset. A number outside the years 2000 to 2100 is"
                                    + " invalid.");

    public static final ConfigOption<InvalidTimestamp> INVALID_TIMESTAMP =
            key("invalid-timestamp")
                    .enumType(InvalidTimestamp.class)
                    .defaultValue(InvalidTimestamp.DEAD_LETTER)
                    .withDescription(
                            "What becomes of a message whose time is absent or can't be read:"
                                    + " dead-letter, and the next number is taken for a gap; or"
                                    + " record-time, checked with the Kafka record's time.");

    public static final ConfigOption<Double> RESET_RATIO =
            key("reset-ratio")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "A number below the last one times this ratio is a reset, from 0 (never) to"
                                    + " 1. Without it sequence.reset-ratio. Sources that have"
                                    + " messages of the same series must have the same.");

    public static final ConfigOption<UnsequencedPolicy> UNSEQUENCED =
            key("unsequenced")
                    .enumType(UnsequencedPolicy.class)
                    .defaultValue(UnsequencedPolicy.PASS)
                    .withDescription(
                            "What becomes of a readable message that lacks the sequence field: pass (to"
                                    + " the sequenced topic, unchecked), drop, or dead-letter.");

    public static final ConfigOption<String> START =
            key("start")
                    .stringType()
                    .defaultValue("committed")
                    .withDescription(
                            "Where to begin without Flink state: committed (the group's offsets, else"
                                    + " earliest), earliest, latest (the end at the time of"
                                    + " submission), or an ISO-8601 time such as"
                                    + " 2026-01-11T10:00:00Z.");

    public static final ConfigOption<OutOfRangePolicy> ON_OFFSET_OUT_OF_RANGE =
            key("on-offset-out-of-range")
                    .enumType(OutOfRangePolicy.class)
                    .defaultValue(OutOfRangePolicy.EARLIEST)
                    .withDescription(
                            "What to do, whatever start is, where the next offset is not in the"
                                    + " partition's log any more: because retention has removed it, or"
                                    + " the topic was created again. earliest: go on at the log's first"
                                    + " offset; latest: at its end; fail: the job fails. Messages that"
                                    + " retention removed unread are reported and counted"
                                    + " (messages_lost_by_retention).");

    public static final ConfigOption<Boolean> BOUNDED =
            key("bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("true: stop at the end offsets found at the start.");

    private SourceOptions() {}

    /** The whole key of an option of the named source. */
    static String keyOf(String source, String optionKey) {
        return PREFIX + source + '.' + optionKey;
    }
}
