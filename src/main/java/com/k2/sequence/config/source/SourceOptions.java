package com.k2.sequence.config.source;

import com.k2.sequence.decode.compression.Compression;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.RecordShape;
import com.k2.sequence.kafka.OutOfRangePolicy;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.util.List;

/**
 * The options of one source, each declared here once. Their keys stand behind {@code source.NAME.};
 * the name is free, one group describes one feed.
 */
public final class SourceOptions {

    /** Begins the key of every option of a source. */
    public static final String PREFIX = "source.";

    /** Stands for a source's name in help and messages. */
    public static final String NAME_PLACEHOLDER = "NAME";

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<String> VENUE =
            GROUP.text("venue")
                    .describedAs(
                            "The name of a venue profile (docs/feeds.md), which supplies the options"
                                    + " below that its feed needs; each that is set beside it"
                                    + " overrides the profile's.");

    public static final Option<String> TOPICS =
            GROUP.text("topics")
                    .describedAs(
                            "Topics to read, comma-separated. This or topic-pattern is required.");

    public static final Option<String> TOPIC_PATTERN =
            GROUP.text("topic-pattern")
                    .describedAs(
                            "Instead of topics: a Java regular expression that whole topic names match;"
                                    + " topics that appear later are read too.");

    public static final Option<FeedFormat> FORMAT =
            GROUP.option("format", OptionType.oneOf(FeedFormat.class))
                    .defaultsTo(FeedFormat.JSON)
                    .describedAs(
                            "How the messages are written: json, one object a message; or avro, one"
                                    + " record a message in Confluent's wire format, its schema from"
                                    + " schema-registry.url. With avro the fields below are names, such"
                                    + " as metadata.sequence_number, in place of JSON Pointers.");

    public static final Option<Compression> COMPRESSION =
            GROUP.option("compression", OptionType.oneOf(Compression.class))
                    .defaultsTo(Compression.NONE)
                    .describedAs("How the values of records are compressed.");

    public static final Option<String> WHERE =
            GROUP.text("where")
                    .describedAs(
                            "Which messages are this feed's, a condition such as /arg/channel = books,"
                                    + " also with !=, in (a, b), present and absent, several joined by"
                                    + " and. The others are unsequenced.");

    public static final Option<Integer> MAX_MESSAGES =
            GROUP.option("max-messages", OptionType.INTEGER)
                    .defaultsTo(RecordShape.DEFAULT_MAX_MESSAGES)
                    .describedAs(
                            "Most messages of one record, where pointers have a * for the elements of"
                                    + " an array; a record with more becomes a dead letter"
                                    + " ('too-large').");

    public static final Option<String> EXCHANGE =
            GROUP.text("exchange")
                    .describedAs(
                            "The exchange of all messages, a constant. This or exchange-field is"
                                    + " required.");

    public static final Option<String> EXCHANGE_FIELD =
            GROUP.text("exchange-field")
                    .describedAs("Where a message names its exchange, a JSON Pointer.");

    public static final Option<String> SYMBOL_FIELD =
            GROUP.text("symbol-field")
                    .describedAs(
                            "Where a message names its symbol, a JSON Pointer; several, comma-separated,"
                                    + " are joined with '.', and of several around '|' the first that"
                                    + " is present counts. This or symbol is required.");

    public static final Option<String> SYMBOL =
            GROUP.text("symbol")
                    .describedAs(
                            "The symbol of all messages, a constant, for a feed with one number series"
                                    + " for the whole channel.");

    public static final Option<String> SEQUENCE_FIELD =
            GROUP.text("sequence-field")
                    .describedAs(
                            "Where a message carries its sequence number, a JSON Pointer; an integer, or"
                                    + " a string that is one. Required, but for scheme none.");

    public static final Option<String> TIMESTAMP_FIELD =
            GROUP.text("timestamp-field")
                    .describedAs(
                            "Where a message carries its time, a JSON Pointer; ISO-8601, or seconds,"
                                    + " milliseconds, microseconds or nanoseconds since 1970, told apart by"
                                    + " magnitude. Without it the Kafka record's time is taken.");

    public static final Option<String> TIMESTAMP_FORMAT =
            GROUP.text("timestamp-format")
                    .defaultsTo("auto")
                    .describedAs(
                            "How that time is written: auto (ISO-8601 or an epoch number), iso, epoch-s,"
                                    + " epoch-ms, epoch-us, epoch-ns, or a pattern of Java's"
                                    + " DateTimeFormatter such as yyyyMMdd-HH:mm:ss.SSS, in UTC where it"
                                    + " has no offset. A number outside the years 2000 to 2100 is"
                                    + " invalid.");

    public static final Option<InvalidTimestamp> INVALID_TIMESTAMP =
            GROUP.option("invalid-timestamp", OptionType.oneOf(InvalidTimestamp.class))
                    .defaultsTo(InvalidTimestamp.DEAD_LETTER)
                    .describedAs(
                            "What becomes of a message whose time is absent or can't be read:"
                                    + " dead-letter, and the next number is taken for a gap; or"
                                    + " record-time, checked with the Kafka record's time.");

    public static final Option<Double> RESET_RATIO =
            GROUP.option("reset-ratio", OptionType.NUMBER)
                    .describedAs(
                            "A number below the last one times this ratio is a reset, from 0 (never) to"
                                    + " 1. Without it 0 with scheme chained or increasing, or a"
                                    + " modulus, else sequence.reset-ratio. Sources that have messages"
                                    + " of the same series must have the same.");

    public static final Option<UnsequencedPolicy> UNSEQUENCED =
            GROUP.option("unsequenced", OptionType.oneOf(UnsequencedPolicy.class))
                    .defaultsTo(UnsequencedPolicy.PASS)
                    .describedAs(
                            "What becomes of a readable message that lacks the sequence field: pass (to"
                                    + " the sequenced topic, unchecked), drop, or dead-letter.");

    public static final Option<Boolean> SEQUENCED =
            GROUP.option("sequenced", OptionType.TRUE_OR_FALSE)
                    .defaultsTo(true)
                    .describedAs(
                            "false: checked, but not written to the sequenced output, for a second"
                                    + " check of the messages of one topic.");

    public static final Option<String> START =
            GROUP.text("start")
                    .defaultsTo("committed")
                    .describedAs(
                            "Where to begin without Flink state: committed (the group's offsets, else"
                                    + " earliest), earliest, latest (the end at the time of"
                                    + " submission), or an ISO-8601 time such as"
                                    + " 2026-01-11T10:00:00Z.");

    public static final Option<OutOfRangePolicy> ON_OFFSET_OUT_OF_RANGE =
            GROUP.option("on-offset-out-of-range", OptionType.oneOf(OutOfRangePolicy.class))
                    .defaultsTo(OutOfRangePolicy.EARLIEST)
                    .describedAs(
                            "What to do, whatever start is, where the next offset is not in the"
                                    + " partition's log any more: because retention has removed it, or"
                                    + " the topic was created again. earliest: go on at the log's first"
                                    + " offset; latest: at its end; fail: the job fails. Messages that"
                                    + " retention removed unread are reported and counted"
                                    + " (messages_lost_by_retention).");

    public static final Option<Boolean> BOUNDED =
            GROUP.option("bounded", OptionType.TRUE_OR_FALSE)
                    .defaultsTo(false)
                    .describedAs("true: stop at the end offsets found at the start.");

    private SourceOptions() {}

    /** Those that are declared here, in this order, their keys without the source's name. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }

    /** The whole key of an option of the named source. */
    public static String keyOf(String source, String optionKey) {
        return PREFIX + source + '.' + optionKey;
    }
}
