package com.k2.sequence.operator.engine;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An acknowledgement as it is kept in state: as text by name, so that a version which knows less
 * can say what it does not know.
 */
final class ReceiptText {

    private static final Set<String> NAMES =
            Set.of(
                    "id",
                    "command",
                    "exchange",
                    "symbol",
                    "position",
                    "before",
                    "after",
                    "task",
                    "tasks",
                    "keys",
                    "lineage",
                    "control");

    private ReceiptText() {}

    static Map<String, String> of(CommandReceipt done) {
        Map<String, String> text = new HashMap<>();
        text.put("id", done.id());
        text.put("command", done.command());
        text.put("exchange", done.key().exchange());
        text.put("symbol", done.key().symbol());
        text.put("position", done.position().toString());
        CommandReceipt.Share share = done.share();
        if (share != null) {
            text.put("task", Integer.toString(share.task()));
            text.put("tasks", Integer.toString(share.tasks()));
            text.put("keys", Long.toString(share.keys()));
            text.put("lineage", Long.toString(share.lineage()));
            text.put("control", Long.toString(share.control()));
        }
        if (done.before() != null) {
            text.put("before", done.before().toString());
        }
        if (done.after() != null) {
            text.put("after", done.after().toString());
        }
        return text;
    }

    /**
     * Reads an acknowledgement.
     *
     * @param checkpoint that holds it
     * @throws IllegalStateException if a later version wrote it
     */
    static CommandReceipt parse(Map<String, String> text, long checkpoint) {
        if (!NAMES.containsAll(text.keySet())) {
            throw new IllegalStateException(
                    "an acknowledgement in the state that is restored has the parts "
                            + new TreeSet<>(text.keySet())
                            + ", of which this version of the job knows "
                            + new TreeSet<>(NAMES)
                            + ": it was written by a later version");
        }
        return new CommandReceipt(
                text.get("id"),
                text.get("command"),
                new InstrumentKey(text.get("exchange"), text.get("symbol")),
                numberOrNull(text.get("before")),
                numberOrNull(text.get("after")),
                checkpoint,
                SourcePosition.parse(text.get("position")),
                shareOrNull(text));
    }

    private static CommandReceipt.Share shareOrNull(Map<String, String> text) {
        return text.containsKey("tasks")
                ? new CommandReceipt.Share(
                        Integer.parseInt(text.get("task")),
                        Integer.parseInt(text.get("tasks")),
                        Long.parseLong(text.get("keys")),
                        Long.parseLong(text.get("lineage")),
                        Long.parseLong(text.get("control")))
                : null;
    }

    private static Long numberOrNull(String text) {
        return text == null ? null : Long.valueOf(text);
    }
}
