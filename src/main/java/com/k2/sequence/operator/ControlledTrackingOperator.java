package com.k2.sequence.operator;

import com.k2.sequence.logging.Abbreviation;
import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.ControlCommand;
import com.k2.sequence.message.KeyPattern;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.TrackedSequence;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.engine.Acknowledgements;
import com.k2.sequence.operator.engine.ControlFloor;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.Resyncs;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.operator.engine.WaitingCommands;
import com.k2.sequence.store.CommandAcknowledgement;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracking operator with a second input: commands, of which every task gets all. Of those for
 * one key each takes its own.
 *
 * <p>A command waits for the next checkpoint barrier and takes effect there: no message before the
 * barrier sees it, every message after it does. So no snapshot holds a command that waits. One
 * either came before the barrier of a complete checkpoint, and then the checkpoint holds what it
 * did, or it is read again. What it did follows it into the row, whose control number rises, so
 * that no attempt that did not know of it, or knew it at another place, can bring the old state
 * back. That number is the barrier's time and not the checkpoint's id: ids begin again where a job
 * is restored from an older savepoint.
 *
 * <p>A key that is cold is looked up before the barrier passes. While the store is away that waits,
 * or, under {@link OutagePolicy#CONTINUE}, the key starts anew, as one does whose first message
 * comes then.
 *
 * <p>The inputs are independent: watermarks and idleness are those of the messages. It is an input
 * of its own, since a stream of messages and commands would have every message asked which it is;
 * without a control topic there is no such input.
 *
 * <p>Threading: as {@link SequenceTrackingOperator}.
 */
final class ControlledTrackingOperator extends SequenceTrackingOperator
        implements TwoInputStreamOperator<SequencedMessage, ControlCommand, CheckedRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(ControlledTrackingOperator.class);

    private static final int INPUTS = 2;
    private static final int LOGGED_PER_INTERVAL = 20;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
    private static final long NO_CHECKPOINT = -1;

    private final transient WaitingCommands commands = new WaitingCommands();

    private transient Acknowledgements acknowledgements;
    private transient Resyncs resyncs;
    private transient ControlFloor floor;
    private transient RateLimit logLimit;
    private transient int inputsEnded;
    private transient long lastCheckpoint;

    ControlledTrackingOperator(
            StreamOperatorParameters<CheckedRecord> parameters,
            TrackingSettings settings,
            SequenceStoreFactory storeFactory,
            int maxWarmKeysHeld) {
        super(parameters, settings, storeFactory, maxWarmKeysHeld);
    }

    // ---- life cycle

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        acknowledgements = Acknowledgements.restore(context);
        resyncs = Resyncs.restore(context);
        floor = ControlFloor.restore(context);
    }

    @Override
    public void open() throws Exception {
        super.open();
        logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
        lastCheckpoint = NO_CHECKPOINT;
        acknowledgements.open(store, thread);
        resyncs.open(this::sweep, warmKeys, buffer, thread, this::sendUpdates);
    }

    /**
     * {@inheritDoc} Called at the end of either input. What still waits then takes effect at the
     * task's last checkpoint.
     */
    @Override
    public void endInput() throws Exception {
        super.endInput();
        inputsEnded++;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        lookUpColdKeys();
        if (inputsEnded == INPUTS) {
            finishResyncs();
        }
    }

    /** No time comes after the barrier. */
    private void finishResyncs() throws Exception {
        for (ControlCommand command : commands.takeResyncs()) {
            resyncs.add(command);
            metrics.commandApplied();
        }
        warmKeys.writeBack(); // by which keyed state knows every key
        while (!resyncs.finish()) {
            sendUpdatesWithoutRest();
            mailbox.yield();
        }
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory factory)
            throws Exception {
        if (isLast(options)) {
            lastCheckpoint = checkpointId;
        }
        for (ControlCommand command : commands.all()) {
            apply(command, checkpointId, timestamp);
        }
        commands.clear();
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context); // by which keyed state knows every key
        resyncs.barrier();
        resyncs.snapshot(acknowledgements, share(0, 0), context.getCheckpointId());
        acknowledgements.snapshot();
        floor.snapshot();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        acknowledgements.complete(checkpointId);
        if (inputsEnded == INPUTS || checkpointId == lastCheckpoint) {
            // The task ends now, and the store with it.
            while (!acknowledgements.areWritten() && !goesOnWithoutStore()) {
                mailbox.yield();
            }
        }
    }

    @Override
    public void close() throws Exception {
        if (resyncs != null) {
            resyncs.close();
        }
        super.close();
    }

    // ---- what comes in

    @Override
    public void processElement1(StreamRecord<SequencedMessage> element) throws Exception {
        processElement(element);
    }

    @Override
    public void processElement2(StreamRecord<ControlCommand> element) {
        ControlCommand command = element.getValue();
        if (command.kind().isForAllKeys() || isOwn(command.instrument())) {
            commands.add(command);
        }
    }

    private boolean isOwn(InstrumentKey key) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        key,
                        task.getMaxNumberOfParallelSubtasks(),
                        task.getNumberOfParallelSubtasks())
                == task.getIndexOfThisSubtask();
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        processWatermark(mark);
    }

    @Override
    public void processWatermark2(Watermark mark) {
        // Commands have no time.
    }

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input == 0) {
            processWatermarkStatus(status);
        }
    }

    // ---- commands

    private void apply(ControlCommand command, long checkpointId, long barrier) throws Exception {
        switch (command.kind()) {
            case CLEAR, SET -> applyToKey(command, checkpointId, barrier);
            case CLEAR_ALL -> clearAll(command, checkpointId, barrier);
            case RESYNC -> resyncs.add(command);
        }
        metrics.commandApplied();
    }

    @Override
    long controlFloor() {
        return floor.value();
    }

    /**
     * Clears every key that keyed state holds, wherever its row may be, also one that is cleared
     * already: an attempt that was given up may have cleared it by this command. Their control
     * numbers are above the floor, so that rows of keys that are met later can be told from theirs.
     */
    private void clearAll(ControlCommand command, long checkpointId, long barrier)
            throws Exception {
        warmKeys.writeBack(); // by which keyed state knows every key
        KeyPattern pattern = command.pattern();
        long control = barrier + 1;
        long[] cleared = {0};
        KeyedStateBackend<InstrumentKey> backend = getKeyedStateBackend();
        unsentUpdates.parkDuring(
                () ->
                        backend.applyToAllKeys(
                                VoidNamespace.INSTANCE,
                                VoidNamespaceSerializer.INSTANCE,
                                SEQUENCES,
                                (key, sequence) -> {
                                    if (pattern.matches(key)) {
                                        WarmKey known = warmKeys.find(key);
                                        cleared[0] += known.state() == null ? 0 : 1;
                                        warmKeys.update(
                                                known, known.tracked().after(command, control));
                                        buffer.put(known, clock);
                                    }
                                }));
        floor.raise(barrier);
        acknowledgements.add(
                new CommandAcknowledgement(
                        command.id(),
                        command.kind().name(),
                        command.instrument(),
                        null,
                        null,
                        checkpointId,
                        command.position(),
                        share(cleared[0], control)));
        LOG.info(
                "CLEAR_ALL takes effect at checkpoint {} for {} keys of this task; command {} at {}",
                checkpointId,
                cleared[0],
                command.id(),
                command.position());
    }

    private CommandAcknowledgement.Share share(long keys, long control) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return new CommandAcknowledgement.Share(
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                keys,
                lineage.value(),
                control);
    }

    private void applyToKey(ControlCommand command, long checkpointId, long barrier)
            throws Exception {
        InstrumentKey key = command.instrument();
        WarmKey known = warmKeys.find(key);
        TrackedSequence before =
                known == null
                        ? TrackedSequence.startingFrom(commands.baseOf(key))
                        : known.tracked();
        TrackedSequence after = before.after(command, barrier);
        if (known == null) {
            known = warmKeys.add(key, after);
        } else {
            warmKeys.update(known, after);
        }
        buffer.put(known, clock);
        CommandAcknowledgement done =
                new CommandAcknowledgement(
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

    private void log(CommandAcknowledgement done) {
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

    private void lookUpColdKeys() throws Exception {
        List<InstrumentKey> cold = new ArrayList<>();
        for (InstrumentKey key : commands.keys()) {
            if (warmKeys.find(key) == null) {
                cold.add(key);
            }
        }
        if (cold.isEmpty()) {
            return;
        }
        long until = beginStoreWait();
        for (int from = 0; from < cold.size(); from += settings.pipelineSize()) {
            int to = Math.min(from + settings.pipelineSize(), cold.size());
            lookUp(List.copyOf(cold.subList(from, to)), until);
        }
    }

    private void lookUp(List<InstrumentKey> keys, long until) throws Exception {
        if (!goesOnWithoutStore() && thread.now() < until) {
            metrics.keysLookedUp(keys.size());
            Lookup lookup = new Lookup();
            thread.whenDone(
                    store.lookUp(keys), "keys of commands looked up", rows -> lookup.rows = rows);
            while (lookup.rows == null && !goesOnWithoutStore() && thread.now() < until) {
                mailbox.yield();
            }
            if (lookup.rows != null) {
                lookup.rows.forEach(
                        (key, row) -> commands.found(key, row.baseFor(lineage.value())));
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
