package com.k2.sequence.operator.engine;

import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.KeyPattern;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What commands that set and clear do to keys at their barrier. Used by the task's thread. */
final class CommandEffects {

    private static final Logger LOG = LoggerFactory.getLogger(CommandEffects.class);
    private static final int LOGGED_PER_INTERVAL = 20;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final TaskKeys keys;
    private final WarmKeys warmKeys;
    private final TaskThread thread;
    private final ControlFloor floor;
    private final PendingReceipts acknowledgements;
    private final Shares shares;
    private final RateLimit logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);

    CommandEffects(
            TaskKeys keys,
            TaskThread thread,
            ControlFloor floor,
            PendingReceipts acknowledgements,
            Shares shares) {
        this.keys = keys;
        this.warmKeys = keys.warm();
        this.thread = thread;
        this.floor = floor;
        this.acknowledgements = acknowledgements;
        this.shares = shares;
    }

    /**
     * Sets or clears one key.
     *
     * @param base what the store has of the key, where it is cold; null where it has nothing
     * @param barrier when the checkpoint was triggered, in milliseconds since 1970
     */
    void ofKey(Command command, SequenceBase base, long checkpointId, long barrier)
            throws IOException {
        InstrumentKey key = command.instrument();
        WarmKey known = warmKeys.find(key);
        TrackedSequence before =
                known == null ? TrackedSequence.startingFrom(base) : known.tracked();
        TrackedSequence after = before.after(command, barrier);
        if (known == null) {
            known = warmKeys.add(key, after);
        } else {
            warmKeys.update(known, after);
        }
        keys.buffer().put(known, thread::now);
        CommandReceipt done =
                new CommandReceipt(
                        command.id(),
                        command.kind().name(),
                        key,
                        before.lastSequence(),
                        after.lastSequence(),
                        checkpointId,
                        command.position());
        acknowledgements.add(done);
        log(done);
    }

    /**
     * Clears every key that keyed state holds, wherever its row may be, also one that is cleared
     * already: an attempt that was given up may have cleared it by this command. Their control
     * numbers are above the floor, so that rows of keys that are met later can be distinguished
     * from theirs.
     */
    void ofAllKeys(Command command, long checkpointId, long barrier) throws IOException {
        warmKeys.writeBack(); // by which keyed state knows every key
        long control = barrier + 1;
        long[] cleared = {0};
        keys.unsent().parkDuring(() -> cleared[0] = clear(command, control));
        floor.raise(command, barrier);
        acknowledgements.add(
                new CommandReceipt(
                        command.id(),
                        command.kind().name(),
                        command.instrument(),
                        null,
                        null,
                        checkpointId,
                        command.position(),
                        shares.of(cleared[0], control)));
        LOG.info(
                "CLEAR_ALL takes effect at checkpoint {} for {} keys of this task; command {} at {}",
                checkpointId,
                cleared[0],
                command.id(),
                command.position());
    }

    /**
     * @return how many keys were not clear before
     */
    private long clear(Command command, long control) throws IOException {
        KeyPattern pattern = command.pattern();
        long cleared = 0;
        try (KeySweep sweep = keys.sweep()) {
            while (sweep.hasNext()) {
                InstrumentKey key = sweep.next();
                if (pattern.matches(key)) {
                    WarmKey known = warmKeys.find(key);
                    cleared += known.state() == null ? 0 : 1;
                    warmKeys.update(known, known.tracked().after(command, control));
                    keys.buffer().put(known, thread::now);
                }
            }
        }
        return cleared;
    }

    private void log(CommandReceipt done) {
        long suppressed = logLimit.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.info(
                    "{} of {} takes effect at checkpoint {}: last number {}, before {}; command {} at"
                            + " {} ({} more were not logged before it)",
                    done.command(),
                    Abbreviation.of(done.key().toString()),
                    done.checkpoint(),
                    done.after() == null ? "unknown" : done.after(),
                    done.before() == null ? "unknown" : done.before(),
                    done.id(),
                    done.position(),
                    suppressed);
        }
    }

    /** What this task has done of a command for all keys. */
    @FunctionalInterface
    interface Shares {
        CommandReceipt.Share of(long keys, long control);
    }
}
