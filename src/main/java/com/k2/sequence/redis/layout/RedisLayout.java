package com.k2.sequence.redis.layout;

import com.k2.sequence.source.RecentPartitions;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stored layout, as other programs see it: one hash a key, {@code <prefix>:<exchange>:<symbol>}
 * with both parts in {@link PercentEncoding}, and these fields of readable text:
 *
 * <ul>
 *   <li>the state, field by field, as {@link StateFields} lists them
 *   <li>{@code last_seq}, {@code gap_count}, {@code reset_count}, {@code lineage}: decimal numbers
 *       from 0 to 2^63 - 1; {@code last_seq} is -1 where the larger rule knows that 0 comes next
 *   <li>{@code last_ts}: ISO-8601 in UTC, to the nanosecond, {@code 2026-01-11T10:00:00.127299Z};
 *       empty where no message set {@code last_seq}
 *   <li>{@code position}: {@code topic/partition@offset}, with {@code #index} behind it where the
 *       record held several messages
 *   <li>{@code base}: empty where the lineage found nothing, else the whole earlier state in the
 *       forms above, separated by spaces: {@code last_seq last_ts gap_count reset_count position
 *       lineage}, and behind them the {@code topic_id} where it is known; a dash for an empty part
 *   <li>{@code topic_id}: the id of the position's topic, as Kafka writes it; empty where it is not
 *       known
 *   <li>{@code moves}, {@code control}: decimal numbers from 0 to 2^63 - 1
 *   <li>{@code writer}: {@code <form> <submission>}, see {@link RowWriter}
 * </ul>
 *
 * <p>Of a key that was cleared {@code last_seq} is empty, and {@code last_ts} too.
 *
 * <p>The last four may be missing: the topic's id is then not known, there were no moves and no
 * commands, and version 0.1 wrote the row. A value is read only if it is in the very form in which
 * it is written. There may be other fields: they are left alone.
 *
 * <p>What a state has of later forms stands behind: each field where it has a value, and of the
 * base as {@code base_<name>}. They count where the writer names such a form; most rows have none.
 *
 * <p>Beside the rows lie the acknowledgements of commands, {@code <prefix>#control:<id>}, for an
 * hour each.
 */
public final class RedisLayout {

    public static final StateText STATE = new StateText(StateFields.ALL);

    /** Of every row. They say whether there are more. */
    public static final List<String> FIELDS = fields();

    /** With those that stand in a row only where they have a value. */
    public static final List<String> ALL_FIELDS =
            Stream.concat(FIELDS.stream(), STATE.namesOfLater().stream()).toList();

    /** The field that says who wrote the row. */
    public static final String WRITER_FIELD = "writer";

    /** How long an acknowledgement is there to be read. */
    public static final Duration ACKNOWLEDGEMENT_TTL = Duration.ofHours(1);

    /** The word of a command that was applied. */
    private static final String APPLIED = "applied";

    private static final int POSITION = FIELDS.indexOf("position");
    private static final int LINEAGE = FIELDS.indexOf("lineage");
    private static final int BASE = FIELDS.indexOf("base");
    private static final int TOPIC_ID = FIELDS.indexOf("topic_id");
    private static final int MOVES = FIELDS.indexOf("moves");
    private static final int CONTROL = FIELDS.indexOf("control");
    private static final int WRITER = FIELDS.indexOf(WRITER_FIELD);

    /** The words of a base's state, of form 1. */
    private static final int BASE_WORDS = StateFields.ALL.ofFormOne().size();

    /** The position ends where the last slash has numbers behind it: a topic may have spaces. */
    private static final Pattern BASE_TEXT =
            Pattern.compile(
                    "(\\S+) ".repeat(BASE_WORDS) + "(.+/\\d+@\\d+(?:#\\d+)?) (\\S+)(?: (\\S+))?");

    /** How Kafka writes 128 bits. */
    private static final Pattern TOPIC_ID_TEXT = Pattern.compile("[A-Za-z0-9_-]{22}");

    private static final RecentPartitions PARTITIONS = new RecentPartitions();

    private final String prefix;
    private final String acknowledgementPrefix;

    private static List<String> fields() {
        List<String> fields = new ArrayList<>(STATE.namesOfFormOne());
        fields.addAll(List.of("position", "lineage", "base", "topic_id", "moves", "control"));
        fields.add(WRITER_FIELD);
        return List.copyOf(fields);
    }

    public RedisLayout(String keyPrefix) {
        this.prefix = keyPrefix + ':';
        this.acknowledgementPrefix = keyPrefix + "#control:";
    }

    public String redisKey(InstrumentKey key) {
        return prefix
                + PercentEncoding.encode(key.exchange())
                + ':'
                + PercentEncoding.encode(key.symbol());
    }

    /**
     * The reverse of {@link #redisKey}.
     *
     * @throws IllegalArgumentException if the text is no key of this prefix
     */
    public InstrumentKey instrumentKey(String redisKey) {
        int colon = redisKey.indexOf(':', prefix.length());
        if (!redisKey.startsWith(prefix) || colon < 0) {
            throw new IllegalArgumentException("not a key of " + prefix + "*: " + redisKey);
        }
        return new InstrumentKey(
                PercentEncoding.decode(redisKey.substring(prefix.length(), colon)),
                PercentEncoding.decode(redisKey.substring(colon + 1)));
    }

    /** Where the acknowledgement of a command is. */
    public String acknowledgementKey(String id) {
        return acknowledgementPrefix + id;
    }

    /** The fields of an acknowledgement, each with its value behind it. */
    public static List<String> fields(CommandReceipt done) {
        if (done.share() != null) {
            return fieldsOfShare(done, done.share());
        }
        return List.of(
                "status",
                APPLIED,
                "command",
                done.command(),
                "exchange",
                done.key().exchange(),
                "symbol",
                done.key().symbol(),
                "before",
                numberOrEmpty(done.before()),
                "after",
                numberOrEmpty(done.after()),
                "checkpoint",
                Long.toString(done.checkpoint()),
                "position",
                done.position().toString());
    }

    /**
     * Each task writes its own, so there is no status: the command is applied when all are there.
     */
    private static List<String> fieldsOfShare(CommandReceipt done, CommandReceipt.Share share) {
        return List.of(
                "command",
                done.command(),
                "exchange",
                done.key().exchange(),
                "symbol",
                done.key().symbol(),
                "tasks",
                Integer.toString(share.tasks()),
                "keys:" + (share.task() + 1) + '/' + share.tasks(),
                Long.toString(share.keys()),
                "lineage",
                Long.toString(share.lineage()),
                "control",
                Long.toString(share.control()),
                "checkpoint",
                Long.toString(done.checkpoint()),
                "position",
                done.position().toString());
    }

    private static String numberOrEmpty(Long number) {
        return number == null ? "" : number.toString();
    }

    /**
     * What the guard script gets of an update: the values of {@link #FIELDS} in their order, but
     * for the writer, which it gets once; then the later ones that there are, as {@link
     * StateText#addLater} has them.
     */
    public static List<String> values(SequenceUpdate update, long lineage) {
        List<String> values = new ArrayList<>(FIELDS.size());
        values.addAll(STATE.values(update.state()));
        values.add(update.position().toString());
        values.add(Long.toString(lineage));
        values.add(base(update.base()));
        values.add(topicId(update.position()));
        values.add(Long.toString(update.moves()));
        values.add(Long.toString(update.control()));
        STATE.addLater(
                update.state(), update.base() == null ? null : update.base().state(), values);
        return values;
    }

    private static String topicId(SourcePosition position) {
        String topicId = position.source().topicId();
        return topicId == null ? "" : topicId;
    }

    private static String base(SequenceBase base) {
        if (base == null) {
            return "";
        }
        List<String> parts = new ArrayList<>(STATE.wordsOfBase(base.state()));
        parts.add(base.position().toString());
        parts.add(Long.toString(base.lineage()));
        String topicId = topicId(base.position());
        if (!topicId.isEmpty()) {
            parts.add(topicId);
        }
        return String.join(" ", parts);
    }

    /** Whether an answer has a value, or none, for each of these fields. */
    public static boolean isRow(Object answer, List<String> fields) {
        return answer instanceof List<?> values
                && values.size() == fields.size()
                && values.stream().allMatch(value -> value == null || value instanceof byte[]);
    }

    /**
     * Whether a row may have fields beside {@link #FIELDS}: it is then to be read with {@link
     * #ALL_FIELDS}, all at once, since it may be written in between.
     *
     * @param values those of {@link #FIELDS}
     */
    public static boolean hasMore(List<byte[]> values) {
        return values.size() == FIELDS.size() && isOfLaterFields(values.get(WRITER));
    }

    /**
     * Whether a row may have later fields. Most have none.
     *
     * @param writer its field of that name; null where there is none
     */
    public static boolean isOfLaterFields(byte[] writer) {
        boolean isPlain =
                writer == null || writer.length > 1 && writer[0] == '1' && writer[1] == ' ';
        return !isPlain;
    }

    /**
     * Reads a row.
     *
     * @param values those of {@link #FIELDS} or {@link #ALL_FIELDS} in their order, each null where
     *     the field is missing
     * @return null where there is no row: no field is there
     */
    public static StoredSequence row(List<byte[]> values) throws UnreadableRowException {
        if (values.stream().allMatch(Objects::isNull)) {
            return null;
        }
        RowWriter writer = writer(values);
        try {
            return row(values, writer);
        } catch (UnreadableRowException e) {
            throw writer != null && writer.isOfLaterForm()
                    ? e.inForm(writer.form(), RowWriter.FORM)
                    : e;
        }
    }

    private static StoredSequence row(List<byte[]> values, RowWriter writer)
            throws UnreadableRowException {
        FieldText[] fields = new FieldText[ALL_FIELDS.size()];
        for (int i = 0; i < values.size(); i++) {
            fields[i] = field(values, i);
            if (fields[i] == null && isRequired(i)) {
                throw new UnreadableRowException(FIELDS.get(i) + " is missing");
            }
        }
        long lineage = fields[LINEAGE].asNumber();
        RowWriter by = writer == null ? RowWriter.parse(fields[WRITER], lineage) : writer;
        return new StoredSequence(
                STATE.read(
                        Stream.concat(
                                        Arrays.stream(fields, 0, POSITION),
                                        later(fields, 0, by).stream())
                                .toList()),
                PARTITIONS.share(fields[POSITION].asPosition().inTopic(topicId(fields[TOPIC_ID]))),
                lineage,
                base(fields[BASE], later(fields, 1, by)),
                numberOrZero(fields[MOVES]),
                numberOrZero(fields[CONTROL]),
                by.submission());
    }

    /**
     * Every row has the state of form 1 and what follows, as far as the base; others came later.
     */
    private static boolean isRequired(int field) {
        return field <= BASE;
    }

    /**
     * The later fields of the row's own state (0) or its base's (1). Of a later form than the row's
     * writer has they are older than the rest of the row, and count as missing.
     */
    private static List<FieldText> later(FieldText[] fields, int which, RowWriter by) {
        List<StateField> declared = StateFields.ALL.later();
        List<FieldText> later = new ArrayList<>(declared.size());
        int from = FIELDS.size() + which * declared.size();
        for (int i = 0; i < declared.size(); i++) {
            later.add(declared.get(i).since() <= by.form() ? fields[from + i] : null);
        }
        return later;
    }

    /**
     * Who wrote a row.
     *
     * @param values those of {@link #FIELDS} or {@link #ALL_FIELDS}
     * @return null where that can't be read
     */
    public static RowWriter writer(List<byte[]> values) {
        FieldText lineage = field(values, LINEAGE);
        try {
            return lineage == null
                    ? null
                    : RowWriter.parse(field(values, WRITER), lineage.asNumber());
        } catch (UnreadableRowException e) {
            return null;
        }
    }

    private static FieldText field(List<byte[]> values, int index) {
        byte[] value = values.get(index);
        return value == null
                ? null
                : new FieldText(ALL_FIELDS.get(index), new String(value, StandardCharsets.UTF_8));
    }

    private static long numberOrZero(FieldText field) throws UnreadableRowException {
        return field == null ? 0 : field.asNumber();
    }

    private static String topicId(FieldText field) throws UnreadableRowException {
        if (field == null || field.text().isEmpty()) {
            return null;
        }
        if (!TOPIC_ID_TEXT.matcher(field.text()).matches()) {
            throw field.unreadable("empty or a topic id of 22 characters");
        }
        return field.text();
    }

    private static SequenceBase base(FieldText field, List<FieldText> later)
            throws UnreadableRowException {
        if (field.text().isEmpty()) {
            return null;
        }
        Matcher parts = BASE_TEXT.matcher(field.text());
        if (!parts.matches()) {
            throw field.unreadable("empty or six or seven parts separated by spaces");
        }
        List<FieldText> words = new ArrayList<>();
        for (int i = 0; i < BASE_WORDS; i++) {
            words.add(new FieldText("base: " + FIELDS.get(i), parts.group(i + 1)));
        }
        SequenceState state = STATE.readBase(words, later);
        SourcePosition position =
                new FieldText("base: position", parts.group(BASE_WORDS + 1)).asPosition();
        String id = parts.group(BASE_WORDS + 3);
        FieldText topicId = id == null ? null : new FieldText("base: topic_id", id);
        return new SequenceBase(
                state,
                PARTITIONS.share(position.inTopic(topicId(topicId))),
                new FieldText("base: lineage", parts.group(BASE_WORDS + 2)).asNumber());
    }
}
