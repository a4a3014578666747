package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A {@link TrackingEngine} with a second input: commands, of which every task gets all those for
 * all keys, and those for its own keys.
 *
 * <p>A command waits for the next checkpoint barrier and takes effect there: no message before the
 * barrier sees it, every message after it does. So no snapshot holds a command that waits. One
 * either came before the barrier of a complete checkpoint, and then the checkpoint holds what it
 * did, or it is read again. What it did follows it into the row, whose control number rises, so
 * that no attempt that did not know of it, or knew it at another place, can bring the old state
 * back. That number is the barrier's time and not the checkpoint's id: ids begin again where a job
 * is restored from an older savepoint.
 *
 * <p>A key that is cold is looked up before the barrier passes. While the store is unavailable that
 * waits, or, under {@link OutagePolicy#CONTINUE}, the key starts as new, as one does whose first
 * message comes then.
 *
 * <p>Threading: as {@link TrackingEngine}.
 */
public final class CommandEngine implements Engine {

    private static final int INPUTS = 2;
    private static final long NO_CHECKPOINT = -1;

    private final TrackingSettings settings;
    private final TaskState state;
    private final TaskThread thread;
    private final TrackingMetrics metrics;
    private final ControlFloor floor;
    private final TrackingEngine tracking;
    private final Outages outages;
    private final PendingReceipts acknowledgements;
    private final Resyncs resyncs;
    private final CommandEffects effects;
    private final PendingCommands pending = new PendingCommands();

    private int inputsEnded;
    private long lastCheckpoint = NO_CHECKPOINT;

    /**
     * Reads what the snapshot has that the job resumes from.
     *
     * @param maxWarmKeysHeld keys in memory before some make room, at least 1
     */
    public CommandEngine(TrackingSettings settings, int maxWarmKeysHeld, EnginePorts ports)
            throws Exception {
        this.settings = settings;
        this.state = ports.state();
        this.thread = ports.thread();
        this.metrics = ports.metrics();
        this.tracking = new TrackingEngine(settings, maxWarmKeysHeld, ports, true);
        this.floor = tracking.floor();
        this.outages = tracking.outages();
        this.acknowledgements = PendingReceipts.restore(state, thread);
        this.resyncs = Resyncs.restore(state, tracking.keys(), thread);
        this.effects =
                new CommandEffects(tracking.keys(), thread, floor, acknowledgements, this::share);
    }

    /** What takes the messages. */
    public TrackingEngine tracking() {
        return tracking;
    }

    // ---- life cycle

    @Override
    public void open() throws Exception {
        tracking.open();
        acknowledgements.open(tracking.store());
        resyncs.open(tracking::sendUpdates);
    }

    /**
     * {@inheritDoc} At the end of either input. What still waits then takes effect at the task's
     * last checkpoint.
     */
    @Override
    public void endInput() throws Exception {
        tracking.endInput();
        inputsEnded++;
    }

    @Override
    public void beforeBarrier() throws Exception {
        tracking.beforeBarrier();
        lookUpColdKeys();
        if (inputsEnded == INPUTS) {
            finishResyncs();
        }
    }

    /** No time comes after the barrier. */
    private void finishResyncs() throws Exception {
        for (Command command : pending.takeResyncs()) {
            resyncs.add(command);
            metrics.commandApplied();
        }
        tracking.keys().warm().writeBack(); // by which keyed state knows every key
        while (!resyncs.finish()) {
            tracking.sendUpdatesWithoutPause();
            thread.awaitMail();
        }
    }

    @Override
    public void barrier(long checkpointId, long time, boolean isLast) throws Exception {
        if (isLast) {
            lastCheckpoint = checkpointId;
        }
        for (Command command : pending.all()) {
            switch (command.kind()) {
                case CLEAR, SET ->
                        effects.ofKey(command, pending.baseOf(command), checkpointId, time);
                case CLEAR_ALL -> effects.ofAllKeys(command, checkpointId, time);
                case RESYNC -> resyncs.add(command);
            }
            metrics.commandApplied();
        }
        pending.clear();
        tracking.barrier(checkpointId, time, isLast);
    }

    @Override
    public void snapshot(long checkpointId) throws Exception {
        tracking.snapshot(checkpointId); // by which keyed state knows every key
        resyncs.barrier();
        resyncs.snapshot(acknowledgements, share(0, 0), checkpointId);
        acknowledgements.snapshot();
        floor.snapshot();
    }

    @Override
    public Flush flush() {
        return tracking.flush();
    }

    @Override
    public void checkpointComplete(long checkpointId) throws Exception {
        tracking.checkpointComplete(checkpointId);
        acknowledgements.complete(checkpointId);
        if (inputsEnded == INPUTS || checkpointId == lastCheckpoint) {
            // The task ends now, and the store with it.
            while (!acknowledgements.areWritten() && !outages.goesOnWithoutStore()) {
                thread.awaitMail();
            }
        }
    }

    @Override
    public void close() {
        resyncs.close();
        tracking.close();
    }

    // ---- commands

    /** A command comes that is for a key of this task, or for all keys. */
    public void add(Command command) {
        pending.add(command);
    }

    private CommandReceipt.Share share(long keys, long control) {
        return new CommandReceipt.Share(
                state.task(), state.tasks(), keys, tracking.lineage(), control);
    }

    private void lookUpColdKeys() throws Exception {
        List<InstrumentKey> cold = new ArrayList<>();
        for (InstrumentKey key : pending.keys()) {
            if (tracking.keys().warm().find(key) == null) {
                cold.add(key);
            }
        }
        if (cold.isEmpty()) {
            return;
        }
        long until = outages.beginStoreWait();
        for (int from = 0; from < cold.size(); from += settings.pipelineSize()) {
            int to = Math.min(from + settings.pipelineSize(), cold.size());
            lookUp(List.copyOf(cold.subList(from, to)), until);
        }
    }

    private void lookUp(List<InstrumentKey> keys, long until) throws Exception {
        if (!outages.goesOnWithoutStore() && thread.now() < until) {
            metrics.keysLookedUp(keys.size());
            Lookup lookup = new Lookup();
            thread.whenDone(
                    tracking.store().lookUp(keys),
                    "keys of commands looked up",
                    rows -> lookup.rows = rows);
            while (lookup.rows == null && !outages.goesOnWithoutStore() && thread.now() < until) {
                thread.awaitMail();
            }
            if (lookup.rows != null) {
                lookup.rows.forEach(
                        (key, row) -> pending.found(key, row.baseFor(tracking.lineage())));
                return;
            }
        }
        metrics.keysAssumedNew(keys.size());
    }

    /** The store's answer, once it is there. */
    private static final class Lookup {
        private Map<InstrumentKey, StoredSequence> rows;
    }
}
