package com.k2.sequence.admin;

import com.k2.sequence.admin.rows.KeyParameters;
import com.k2.sequence.admin.rows.RowJson;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.message.CommandRecord;
import com.k2.sequence.redis.rows.FoundRow;
import com.k2.sequence.redis.rows.KeyReceipt;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.PrintWriter;

/**
 * What has become of one key.
 *
 * @param last its last number now; null: forgotten
 * @param before as it was written; empty where nothing was known
 * @param acknowledged the job's word; null where Redis was changed directly
 */
record KeyOutcome(InstrumentKey key, Long last, String before, KeyReceipt acknowledged) {

    static KeyOutcome ofJob(CommandRecord command, KeyReceipt acknowledged) {
        return new KeyOutcome(
                command.instrument(), command.lastSequence(), acknowledged.before(), acknowledged);
    }

    /**
     * @param before null where there was nothing
     */
    static KeyOutcome ofRedis(InstrumentKey key, Long last, FoundRow before) {
        boolean known = before != null && before.isReadable() && !before.row().isCleared();
        return new KeyOutcome(key, last, known ? before.row().lastSequence().toString() : "", null);
    }

    boolean wasKnown() {
        return !before.isEmpty();
    }

    /** One sentence for people. */
    void print(PrintWriter out) {
        out.println(
                (last == null
                                ? "Cleared " + KeyParameters.text(key)
                                : "Set " + KeyParameters.text(key) + " to " + Text.number(last))
                        + (wasKnown() ? "; it was " + number(before) : "; nothing was known of it")
                        + (acknowledged == null
                                ? " (in Redis alone)."
                                : " (checkpoint " + Text.shown(acknowledged.checkpoint()) + ")."));
    }

    private static String number(String text) {
        try {
            return Text.number(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Text.shown(text);
        }
    }

    /** The same for programs. */
    void printJson(PrintWriter out) {
        new RowJson(out)
                .object(
                        json -> {
                            json.writeStringField("command", last == null ? "CLEAR" : "SET");
                            RowJson.writeKey(json, key);
                            json.writeStringField("before", wasKnown() ? before : null);
                            json.writeStringField("after", last == null ? null : last.toString());
                            json.writeBooleanField("direct", acknowledged == null);
                            json.writeStringField(
                                    "checkpoint",
                                    acknowledged == null ? null : acknowledged.checkpoint());
                        });
    }
}
