package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PendingReceipts of commands, each from the barrier at which its command took effect until the
 * store has it: first it waits for a complete checkpoint, then for the store.
 *
 * <p>Until then every snapshot holds it. So one that was not written when the job failed is written
 * after the restore: the checkpoint that is restored holds its command, and is complete. Which
 * subtask writes it does not matter, so it is operator state. Used by the task's thread.
 */
public final class PendingReceipts {

    private static final int MOST_IN_ONE_ROUND_TRIP = 1_000;

    /**
     * In an outage that the job goes on in, commands still take effect, and every snapshot holds
     * what waits here. Past this number commands have no acknowledgement, as the log then says.
     */
    public static final int MOST_UNWRITTEN = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(PendingReceipts.class);
    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final RateLimit logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
    private final KeptValues<Map<String, String>> kept;
    private final TaskThread thread;

    /** Each with the checkpoint at whose barrier its command took effect, in their order. */
    private final Deque<CommandReceipt> undecided = new ArrayDeque<>();

    /**
     * Those held by a complete checkpoint that the store has not got; the first are on their way.
     */
    private final Deque<CommandReceipt> unwritten = new ArrayDeque<>();

    private SequenceStore store;
    private boolean writing;

    private PendingReceipts(KeptValues<Map<String, String>> kept, TaskThread thread) {
        this.kept = kept;
        this.thread = thread;
    }

    static PendingReceipts restore(TaskState state, TaskThread thread) throws Exception {
        PendingReceipts restored = new PendingReceipts(state.texts("acknowledgements"), thread);
        if (state.restoredCheckpoint().isPresent()) {
            long checkpoint = state.restoredCheckpoint().getAsLong();
            for (Map<String, String> text : restored.kept.restored()) {
                restored.unwritten.add(ReceiptText.parse(text, checkpoint));
            }
        }
        return restored;
    }

    /** Begins to write, with what was restored. */
    void open(SequenceStore openStore) {
        store = openStore;
        write();
    }

    /** A command takes effect at the barrier of the checkpoint that is named in it. */
    void add(CommandReceipt done) {
        undecided.add(done);
    }

    /** A checkpoint is complete: it holds what took effect at its barrier, or before. */
    void complete(long checkpointId) {
        while (!undecided.isEmpty() && undecided.peek().checkpoint() <= checkpointId) {
            keep(undecided.remove().heldBy(checkpointId));
        }
        write();
    }

    private void keep(CommandReceipt done) {
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
    boolean areWritten() {
        return unwritten.isEmpty();
    }

    void snapshot() throws Exception {
        kept.keep(
                Stream.concat(unwritten.stream(), undecided.stream())
                        .map(ReceiptText::of)
                        .toList());
    }

    private void write() {
        if (writing || unwritten.isEmpty()) {
            return;
        }
        writing = true;
        List<CommandReceipt> batch = unwritten.stream().limit(MOST_IN_ONE_ROUND_TRIP).toList();
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
}
