package com.k2.sequence.config.source;

import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.NumberFields;
import com.k2.sequence.decode.field.RecordShape;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.decode.path.RecordPlan;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.kafka.TopicNames;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one source's group of options. */
public final class SourceSettingsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final String name;
    private final int index;
    private final Problems problems;
    private final OptionReader options;

    /**
     * @param name of the source
     * @param index of the source among all, from 0
     * @param options of the whole job
     */
    public SourceSettingsReader(String name, int index, OptionReader options) {
        this.name = name;
        this.index = index;
        this.problems = options.problems();
        this.options = options.under(SourceOptions.keyOf(name, ""));
    }

    /** What can be read of it; of use only if there were no problems. */
    public SourceSettings read(TrackingRuleReader rules) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    SourceOptions.PREFIX + name,
                    "the name of a source must be of letters, digits, '-' and '_'");
        }
        FeedFormat format = options.get(SourceOptions.FORMAT);
        boolean bounded = options.get(SourceOptions.BOUNDED);
        StartPosition start = start();
        if (bounded && start.kind() == StartPosition.Kind.LATEST) {
            options.wrong(
                    SourceOptions.START,
                    "leaves nothing to read, since "
                            + options.keyOf(SourceOptions.BOUNDED)
                            + " stops at the same offsets; start at earliest, committed or a time");
        }
        requireOne(SourceOptions.TOPICS, SourceOptions.TOPIC_PATTERN);
        new NumberingCheck(options).check(format);
        TrackingRule rule = rules.read(options);
        FeedFields fields = fields(format);
        boolean sequenced = options.get(SourceOptions.SEQUENCED);
        return new SourceSettings(
                name,
                topics(),
                topicPattern(),
                format,
                fields,
                unsequenced(sequenced),
                fields == null || fields.arePlain() ? rule : rule.larger(LargerRule.DEFAULT),
                sequenced,
                false,
                start,
                new OutOfRangeSettings(
                        options.keyOf(SourceOptions.ON_OFFSET_OUT_OF_RANGE),
                        options.get(SourceOptions.ON_OFFSET_OUT_OF_RANGE)),
                bounded);
    }

    /** What would pass has nowhere to go where nothing of the source is written. */
    private UnsequencedPolicy unsequenced(boolean sequenced) {
        UnsequencedPolicy policy = options.get(SourceOptions.UNSEQUENCED);
        return policy == UnsequencedPolicy.PASS && !sequenced ? UnsequencedPolicy.DROP : policy;
    }

    private List<String> topics() {
        List<String> topics = options.list(SourceOptions.TOPICS);
        for (String topic : topics) {
            if (!TopicNames.isValid(topic)) {
                options.wrong(SourceOptions.TOPICS, TopicNames.RIGHT);
            }
        }
        if (topics.stream().distinct().count() < topics.size()) {
            options.wrong(SourceOptions.TOPICS, "must not name a topic twice");
        }
        return topics;
    }

    private Pattern topicPattern() {
        String pattern = options.get(SourceOptions.TOPIC_PATTERN);
        try {
            return pattern == null ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            options.wrong(
                    SourceOptions.TOPIC_PATTERN,
                    "must be a Java regular expression: " + e.getDescription());
            return null;
        }
    }

    private StartPosition start() {
        try {
            return StartPosition.parse(options.get(SourceOptions.START));
        } catch (IllegalArgumentException e) {
            options.wrong(
                    SourceOptions.START,
                    "must be committed, earliest, latest, or an ISO-8601 time with its offset, such"
                            + " as 2026-01-11T10:00:00Z");
            return StartPosition.parse(SourceOptions.START.defaultValue());
        }
    }

    private FeedFields fields(FeedFormat format) {
        boolean complete =
                requireOne(SourceOptions.EXCHANGE, SourceOptions.EXCHANGE_FIELD)
                        & requireOne(SourceOptions.SYMBOL_FIELD, SourceOptions.SYMBOL)
                        & requireSequenceField();
        FieldReader fields = new FieldReader(options, format);
        RecordPointer exchange = fields.pointer(SourceOptions.EXCHANGE_FIELD);
        List<RecordPointer> symbols = fields.pointers(SourceOptions.SYMBOL_FIELD);
        RecordPointer sequence = fields.pointer(SourceOptions.SEQUENCE_FIELD);
        RecordPointer timestamp = fields.pointer(SourceOptions.TIMESTAMP_FIELD);
        TimestampFormat timestampFormat = timestampFormat();
        InvalidTimestamp invalidTimestamp = options.get(SourceOptions.INVALID_TIMESTAMP);
        RecordShape shape =
                new RecordShape(
                        fields.condition(SourceOptions.WHERE),
                        options.get(SourceOptions.COMPRESSION),
                        options.atLeastOne(SourceOptions.MAX_MESSAGES));
        NumberFields numbers = numbers(fields);
        if (!complete || !problems.isEmpty()) {
            return null;
        }
        try {
            FeedFields feed =
                    new FeedFields(
                            options.get(SourceOptions.EXCHANGE),
                            exchange,
                            symbols,
                            options.get(SourceOptions.SYMBOL),
                            sequence,
                            timestamp,
                            timestampFormat,
                            invalidTimestamp,
                            index,
                            shape,
                            numbers);
            checkElements(feed);
            return feed;
        } catch (IllegalArgumentException e) {
            problems.add(SourceOptions.PREFIX + name, e.getMessage());
            return null;
        }
    }

    /**
     * @throws IllegalArgumentException if pointers take the elements of different arrays
     */
    private static void checkElements(FeedFields feed) {
        List<RecordPointer> pointers = new ArrayList<>(feed.pointers());
        pointers.addAll(feed.numbers().compared());
        if (feed.shape().where() != null) {
            pointers.addAll(feed.shape().where().pointers());
        }
        new RecordPlan(pointers);
    }

    private NumberFields numbers(FieldReader fields) {
        return new NumberFields(
                options.get(NumberingOptions.SCHEME) == NumberingScheme.NONE,
                new NumberFields.Range(
                        fields.pointer(NumberingOptions.FIRST_FIELD),
                        options.isGiven(NumberingOptions.FIRST_FIELD)
                                ? null
                                : fields.pointer(NumberingOptions.COUNT_FIELD)),
                new NumberFields.Links(
                        fields.pointer(NumberingOptions.PREVIOUS_FIELD),
                        options.isGiven(NumberingOptions.PREVIOUS_FIELD)
                                ? Numbers.read(options, NumberingOptions.PREVIOUS_NONE)
                                : List.of(),
                        fields.pointer(NumberingOptions.NEXT_FIELD)),
                fields.pointers(NumberingOptions.EPOCH_FIELD),
                new NumberFields.Kinds(
                        fields.condition(NumberingOptions.RESET_WHEN),
                        fields.condition(NumberingOptions.SKIP_WHEN),
                        fields.condition(NumberingOptions.SNAPSHOT_WHEN),
                        fields.condition(NumberingOptions.HEARTBEAT_WHEN),
                        fields.condition(NumberingOptions.RETRANSMISSION_WHEN)),
                Numbers.read(options, NumberingOptions.NO_VALUE),
                new NumberingReader(options).cycle());
    }

    private TimestampFormat timestampFormat() {
        try {
            return new TimestampFormat(options.get(SourceOptions.TIMESTAMP_FORMAT));
        } catch (IllegalArgumentException e) {
            options.wrong(
                    SourceOptions.TIMESTAMP_FORMAT,
                    "must be auto, iso, epoch-s, epoch-ms, epoch-us, epoch-ns, or a pattern of Java's"
                            + " DateTimeFormatter that has a date and a time of day, such as"
                            + " yyyyMMdd-HH:mm:ss.SSS");
            return TimestampFormat.AUTO;
        }
    }

    private boolean requireSequenceField() {
        if (options.isGiven(SourceOptions.SEQUENCE_FIELD)
                || options.get(NumberingOptions.SCHEME) == NumberingScheme.NONE) {
            return true;
        }
        options.problem(
                SourceOptions.SEQUENCE_FIELD,
                "is required; give a JSON Pointer to the sequence number, such as /sequence");
        return false;
    }

    private boolean requireOne(Option<?> one, Option<?> other) {
        boolean hasOne = options.isGiven(one);
        if (hasOne != options.isGiven(other)) {
            return true;
        }
        options.problem(
                one,
                hasOne
                        ? "and " + options.keyOf(other) + " exclude each other; give one of them"
                        : "is required, or " + options.keyOf(other) + " instead of it");
        return false;
    }
}
