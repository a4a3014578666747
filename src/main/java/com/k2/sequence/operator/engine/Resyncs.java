package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.message.KeyPattern;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.operator.buffer.UpdateSender;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of all keys again, for commands that ask for it: some keys at a time, the next
 * ones when the store has those before. So the task goes on meanwhile, and the buffer does not
 * fill.
 *
 * <p>A command begins at its barrier and is done at the first one by which the store has its last
 * row, or keyed state a mark that it is unsent. Until then every snapshot holds the command, for
 * all tasks of whoever restores: they begin again, which changes no row. Used by the task's thread.
 */
public final class Resyncs {

    private static final Logger LOG = LoggerFactory.getLogger(Resyncs.class);

    /** Takes about a tenth of a second at the pace of {@link UpdateSender}. */
    public static final int KEYS_AT_ONCE = 500;

    /** Keys that are looked at without a pause, whether they are meant or not. */
    private static final int LOOKS_AT_ONCE = 10 * KEYS_AT_ONCE;

    private static final long PAUSE_MILLIS = 10;

    /** As text by name, so that later versions may add to it. */
    private final KeptValues<Map<String, String>> kept;

    private final TaskKeys keys;
    private final WarmKeys warmKeys;
    private final UpdateBuffer buffer;
    private final TaskThread thread;
    private final Deque<Command> waiting = new ArrayDeque<>();
    private final Deque<Running> done = new ArrayDeque<>();

    private Runnable send;

    private Running running;
    private boolean pausing;

    private Resyncs(KeptValues<Map<String, String>> kept, TaskKeys keys, TaskThread thread) {
        this.kept = kept;
        this.keys = keys;
        this.warmKeys = keys.warm();
        this.buffer = keys.buffer();
        this.thread = thread;
    }

    static Resyncs restore(TaskState state, TaskKeys keys, TaskThread thread) throws Exception {
        Resyncs restored = new Resyncs(state.textsOfAllTasks("resyncs"), keys, thread);
        Set<String> ids = new HashSet<>();
        for (Map<String, String> text : restored.kept.restored()) {
            if (ids.add(text.get("id"))) {
                restored.waiting.add(of(text));
            }
        }
        return restored;
    }

    /**
     * Goes on with what was restored.
     *
     * @param sender sends what is in the buffer
     */
    void open(Runnable sender) throws Exception {
        send = sender;
        goOn();
    }

    /** A command takes effect at the barrier that is passing. */
    void add(Command command) {
        waiting.add(command);
    }

    /** A barrier passes, and keyed state knows every key. */
    void barrier() throws Exception {
        endIfWritten();
        goOn();
    }

    /**
     * Goes on without a pause.
     *
     * @return whether nothing is left to do; if not, it takes the store's next answer
     */
    boolean finish() throws Exception {
        while (running != null || !waiting.isEmpty()) {
            beginNext();
            if (!buffer.hasAcknowledged(running.put)) {
                return false;
            }
            running.putNext(KEYS_AT_ONCE);
            endIfWritten();
        }
        return true;
    }

    /** Acknowledges what is done, as of the barrier that is passing, and keeps the rest. */
    void snapshot(PendingReceipts acknowledgements, CommandReceipt.Share ofTask, long id)
            throws Exception {
        for (Running resync : done) {
            Command command = resync.command;
            acknowledgements.add(
                    new CommandReceipt(
                            command.id(),
                            command.kind().name(),
                            command.instrument(),
                            null,
                            null,
                            id,
                            command.position(),
                            new CommandReceipt.Share(
                                    ofTask.task(),
                                    ofTask.tasks(),
                                    resync.keys,
                                    ofTask.lineage(),
                                    0)));
        }
        done.clear();
        List<Map<String, String>> texts = new ArrayList<>();
        if (running != null) {
            texts.add(asText(running.command));
        }
        waiting.forEach(command -> texts.add(asText(command)));
        kept.keep(texts);
    }

    void close() {
        if (running != null) {
            running.sweep.close();
        }
    }

    private void goOn() throws Exception {
        if (pausing || running == null && waiting.isEmpty()) {
            return;
        }
        beginNext();
        if (buffer.hasAcknowledged(running.put)) {
            running.putNext(KEYS_AT_ONCE);
            send.run();
        }
        endIfWritten();
        pausing = true;
        thread.at(thread.now() + PAUSE_MILLIS, this::afterPause);
    }

    private void afterPause() {
        pausing = false;
        try {
            goOn();
        } catch (Exception e) {
            throw new IllegalStateException("the rows of keyed state can't be written again", e);
        }
    }

    private void beginNext() {
        if (running == null) {
            running = new Running(waiting.remove(), keys.sweep());
            LOG.info("RESYNC: rows are written again, command {}", running.command.id());
        }
    }

    private void endIfWritten() {
        if (running == null || running.sweep.hasNext() || !buffer.hasAcknowledged(running.put)) {
            return;
        }
        LOG.info(
                "RESYNC: {} rows were written again, command {}",
                running.keys,
                running.command.id());
        running.sweep.close();
        done.add(running);
        running = null;
    }

    private static Map<String, String> asText(Command command) {
        return Map.of(
                "id", command.id(),
                "exchange", command.instrument().exchange(),
                "symbol", command.instrument().symbol(),
                "position", command.position().toString());
    }

    private static Command of(Map<String, String> text) {
        return new Command(
                text.get("id"),
                Command.Kind.RESYNC,
                new InstrumentKey(text.get("exchange"), text.get("symbol")),
                0,
                SourcePosition.parse(text.get("position")));
    }

    /** The command that is at work. */
    private final class Running {
        private final Command command;
        private final KeyPattern pattern;
        private final KeySweep sweep;

        /** Rows written again so far. */
        private long keys;

        /** How many entries the buffer had had after the last ones were put in. */
        private long put;

        private Running(Command command, KeySweep sweep) {
            this.command = command;
            this.pattern = command.pattern();
            this.sweep = sweep;
        }

        private void putNext(int most) throws Exception {
            int left = most;
            for (int look = 0; look < LOOKS_AT_ONCE && left > 0 && sweep.hasNext(); look++) {
                InstrumentKey key = sweep.next();
                WarmKey known = pattern.matches(key) ? warmKeys.find(key) : null;
                if (known != null && known.place() != null) {
                    buffer.put(known, thread::now);
                    warmKeys.touch(known); // its row lives from now on
                    keys++;
                    left--;
                }
            }
            put = buffer.added();
        }
    }
}
