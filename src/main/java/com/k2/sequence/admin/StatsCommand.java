package com.k2.sequence.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.k2.sequence.admin.rows.KeyParameters;
import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.admin.terminal.TextTable;
import com.k2.sequence.admin.terminal.TextTable.Column;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.redis.rows.RedisRows;
import com.k2.sequence.redis.rows.RowOrigin;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateField;
import com.k2.sequence.tracking.StateFields;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows all that is known of one key. */
@Command(
        name = "stats",
        description = {"Shows what Redis holds of one key.", ""},
        footer = {
            "",
            "--json prints the object that 'list --json' has, with lineage, base (what the job that wrote"
                    + " the row had found there), topic_id, moves, control, writer and expires_in_ms."
        })
final class StatsCommand extends ConnectedCommand {

    @Mixin private KeyParameters key = new KeyParameters();

    @Option(names = "--json", description = "For programs: one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        SharedOptions options = options();
        RedisSettings redis = options.redis();
        InstrumentKey instrument = key.instrument();
        try (RedisRows rows = RedisRows.open(redis)) {
            FoundRow found = rows.find(instrument);
            if (found == null) {
                throw new CommandFailure(
                        "nothing is known of "
                                + KeyParameters.text(instrument)
                                + ": there is no key "
                                + shown(rows.redisKey(instrument))
                                + " at "
                                + redis.safeUri());
            }
            if (!found.isReadable()) {
                throw new CommandFailure(
                        shown(found.redisKey())
                                + " at "
                                + redis.safeUri()
                                + " can't be read: "
                                + shown(found.unreadable())
                                + (found.isOfLaterForm()
                                        ? "; use the command line of that version"
                                        : "; the job replaces it at the key's next message"));
            }
            show(found, rows.origin(instrument));
        }
        return ExitCode.OK;
    }

    private void show(FoundRow found, RowOrigin origin) {
        if (json) {
            new RowJson(out()).object(object -> writeAll(object, found.row(), origin));
            return;
        }
        RedisRow row = found.row();
        TextTable table =
                new TextTable(out(), ansi(), List.of(Column.text("FIELD"), Column.text("VALUE")));
        table.add("exchange", shown(row.key().exchange()));
        table.add("symbol", shown(row.key().symbol()));
        table.add("last number", lastNumber(row));
        table.add("last message", lastMessage(row));
        table.add("gaps", Text.number(row.gapCount()) + " since the last reset");
        table.add("resets", Text.number(row.resetCount()));
        for (StateField field : StateFields.ALL.later()) {
            Object value = row.value(field);
            if (value != null) {
                table.add(
                        field.name().replace('_', ' '),
                        field.kind().isNumber()
                                ? Text.number((Long) value)
                                : shown(field.kind().format(value)));
            }
        }
        table.add("position", shown(row.position()));
        table.add("topic id", origin.topicId().isEmpty() ? "not known" : shown(origin.topicId()));
        table.add("written by", writer(found, origin));
        table.add("moves", shown(origin.moves()) + " to another partition or topic under that job");
        table.add("found before", origin.base().isEmpty() ? "nothing" : shown(origin.base()));
        table.add("expires", expiry(origin.expiresInMillis()));
        table.add("redis key", shown(found.redisKey()));
        table.end();
    }

    private static void writeAll(JsonGenerator json, RedisRow row, RowOrigin origin)
            throws IOException {
        RowJson.writeRow(json, row);
        json.writeStringField("lineage", origin.lineage());
        json.writeStringField("base", origin.base());
        json.writeStringField("topic_id", origin.topicId());
        json.writeStringField("moves", origin.moves());
        json.writeStringField("control", origin.control());
        json.writeStringField("writer", origin.writer());
        RowJson.writeNumber(
                json,
                "expires_in_ms",
                origin.expiresInMillis() < 0 ? null : origin.expiresInMillis());
    }

    private static String shown(String text) {
        return Text.shown(text);
    }

    /** A lineage is when its first job was submitted; 0 is a person's row. */
    private static String writer(FoundRow found, RowOrigin origin) {
        if (origin.lineage().equals("0")) {
            return "nobody: it was set with --direct";
        }
        long lineage = Long.parseLong(origin.lineage());
        long submission = found.writer().submission();
        return "the job of "
                + Instant.ofEpochMilli(submission)
                + (submission == lineage
                        ? ""
                        : ", with the state of the job of " + Instant.ofEpochMilli(lineage));
    }

    private static String expiry(long millis) {
        return millis < 0 ? "never" : "in " + Text.age(Duration.ofMillis(millis));
    }

    private static String lastNumber(RedisRow row) {
        return row.isCleared()
                ? "cleared: the next message is the first of its key"
                : Text.number(row.lastSequence());
    }

    private static String lastMessage(RedisRow row) {
        if (row.lastTimestamp() == null) {
            return "-";
        }
        Instant time = Text.instant(row.lastTimestamp());
        return EpochNanos.format(row.lastTimestamp())
                + ", "
                + Text.age(Duration.between(time, Instant.now()))
                + " ago";
    }
}
