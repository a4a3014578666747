package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandAcknowledgement;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledgements of commands, each from the barrier at which its command took effect until the
 * store has it: first it waits for a complete checkpoint, then for the store.
 *
 * <p>Until then every snapshot holds it. So one that was not written when the job failed is written
 * after the restore: the checkpoint that is restored holds its command, and is complete. Which
 * subtask writes it does not matter, so it is operator state. Used by the task's thread.
 */
public final class Acknowledgements {

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

    /** As text by name, so that a version which knows less can say what it does not know. */
    private static final ListStateDescriptor<Map<String, String>> STATE =
            new ListStateDescriptor<>(
                    "acknowledgements",
                    new MapSerializer<>(StringSerializer.INSTANCE, StringSerializer.INSTANCE));

    private static final int MOST_IN_ONE_ROUND_TRIP = 1_000;

    /**
     * In an outage that the job goes on in, commands still take effect, and every snapshot holds
     * what waits here. Past this number commands have no acknowledgement, as the log then says.
     */
    public static final int MOST_UNWRITTEN = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final RateLimit logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
    private final ListState<Map<String, String>> state;

    /** Each with the checkpoint at whose barrier its command took effect, in their order. */
    private final Deque<CommandAcknowledgement> undecided = new ArrayDeque<>();

    /**
     * Those held by a complete checkpoint that the store has not got; the first are on their way.
     */
    private final Deque<CommandAcknowledgement> unwritten = new ArrayDeque<>();

    private SequenceStore store;
    private TaskThread thread;
    private boolean writing;

    private Acknowledgements(ListState<Map<String, String>> state) {
        this.state = state;
    }

    public static Acknowledgements restore(StateInitializationContext context) throws Exception {
        Acknowledgements restored =
                new Acknowledgements(context.getOperatorStateStore().getListState(STATE));
        if (context.getRestoredCheckpointId().isPresent()) {
            long checkpoint = context.getRestoredCheckpointId().getAsLong();
            for (Map<String, String> done : restored.state.get()) {
                restored.unwritten.add(of(done, checkpoint));
            }
        }
        return restored;
    }

    /** Begins to write, with what was restored. */
    public void open(SequenceStore openStore, TaskThread taskThread) {
        store = openStore;
        thread = taskThread;
        write();
    }

    /** A command takes effect at the barrier of the checkpoint that is named in it. */
    public void add(CommandAcknowledgement done) {
        undecided.add(done);
    }

    /** A checkpoint is complete: it holds what took effect at its barrier, or before. */
    public void complete(long checkpointId) {
        while (!undecided.isEmpty() && undecided.peek().checkpoint() <= checkpointId) {
            keep(undecided.remove().heldBy(checkpointId));
        }
        write();
    }

    private void keep(CommandAcknowledgement done) {
        if (unwritten.size() < MOST_UNWRITTEN) {
            unwritten.add(done);
            return;
        }
        long suppressed = logLimit.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.warn(
                    "Command {} at {} has taken effect, but is not acknowledged: {} acknowledgements"
                            + " wait for Redis already ({} more were not logged before it)",
                    done.id(),
                    done.position(),
                    MOST_UNWRITTEN,
                    suppressed);
        }
    }

    /** Whether the store has all that may be written. */
    public boolean areWritten() {
        return unwritten.isEmpty();
    }

    public void snapshot() throws Exception {
        state.update(
                Stream.concat(unwritten.stream(), undecided.stream())
                        .map(Acknowledgements::asText)
                        .toList());
    }

    private void write() {
        if (writing || unwritten.isEmpty()) {
            return;
        }
        writing = true;
        List<CommandAcknowledgement> batch =
                unwritten.stream().limit(MOST_IN_ONE_ROUND_TRIP).toList();
        thread.whenDone(
                store.acknowledge(batch), "commands acknowledged", done -> written(batch.size()));
    }

    private void written(int count) {
        for (int i = 0; i < count; i++) {
            unwritten.remove();
        }
        writing = false;
        write();
    }

    private static Map<String, String> asText(CommandAcknowledgement done) {
        Map<String, String> text = new HashMap<>();
        text.put("id", done.id());
        text.put("command", done.command());
        text.put("exchange", done.key().exchange());
        text.put("symbol", done.key().symbol());
        text.put("position", done.position().toString());
        CommandAcknowledgement.Share share = done.share();
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

    private static CommandAcknowledgement of(Map<String, String> text, long checkpoint) {
        if (!NAMES.containsAll(text.keySet())) {
            throw new IllegalStateException(
                    "an acknowledgement in the state that is restored has the parts "
                            + new TreeSet<>(text.keySet())
                            + ", of which this version of the job knows "
                            + new TreeSet<>(NAMES)
                            + ": it was written by a later version");
        }
        return new CommandAcknowledgement(
                text.get("id"),
                text.get("command"),
                new InstrumentKey(text.get("exchange"), text.get("symbol")),
                numberOrNull(text.get("before")),
                numberOrNull(text.get("after")),
                checkpoint,
                SourcePosition.parse(text.get("position")),
                shareOrNull(text));
    }

    private static CommandAcknowledgement.Share shareOrNull(Map<String, String> text) {
        return text.containsKey("tasks")
                ? new CommandAcknowledgement.Share(
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
