package com.k2.sequence.operator.engine;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A task that a {@link RecoverySimulation} runs: an engine alone, or an operator of Flink's. */
public interface SimulatedTask {

    ManualStore store();

    void process(SequencedMessage message) throws Exception;

    /** Takes a command if it is meant. */
    void command(Command command) throws Exception;

    /** Runs all mails. */
    void runMails() throws Exception;

    /** Lets time pass, and runs what is due. */
    void passTime(long millis) throws Exception;

    /** Whether a message has to wait until the store has some of the updates, where it stalls. */
    boolean isFullOfUnsent();

    /** Messages that wait for lookups of their keys. */
    int waiting();

    /** Keys in memory. */
    int keysHeld();

    /** How many there should be. */
    int maxKeysHeld();

    /**
     * Takes a checkpoint as far as the task's thread does: messages may follow.
     *
     * @param time when it was triggered, in milliseconds
     */
    PendingSnapshot beginCheckpoint(long id, long time) throws Exception;

    /** The checkpoint taken last is complete everywhere. */
    void completeCheckpoint() throws Exception;

    /** Ends the input, or one of the two. */
    void endInput() throws Exception;

    /** All that has left so far. */
    List<CheckedRecord> checked();

    void close() throws Exception;

    /** A checkpoint that completes when the store has every update from before it. */
    interface PendingSnapshot {

        /** Waits for it; what is returned is good for a {@link Restored}. */
        Object await() throws Exception;
    }

    /**
     * What a run resumes from.
     *
     * @param snapshots of each task
     */
    record Restored(int parallelism, List<Object> snapshots, long checkpointId) {}

    /**
     * How a task is set up.
     *
     * @param rule by which all messages are judged
     * @param rows of the store
     * @param acknowledged where acknowledgements go, by id
     * @param from null where it begins without state
     */
    record Setup(
            TrackingRule rule,
            Map<InstrumentKey, StoredSequence> rows,
            Map<String, CommandReceipt> acknowledged,
            long submission,
            OutagePolicy onOutage,
            int pipelineSize,
            int maxWarmKeysHeld,
            boolean takesCommands,
            long stateTtlMillis,
            int index,
            int parallelism,
            Restored from) {}

    /** Where tasks come from. */
    interface Cluster {

        SimulatedTask open(Setup setup) throws Exception;

        /** The task, of so many, that this symbol of {@code asx} belongs to. */
        int taskOf(String symbol, int parallelism);

        /**
         * Whether a task that waits has the world go on by itself: its store may answer in any
         * order at any time. Else what it waits for must have been answered before.
         */
        boolean worldGoesOn();

        /** From now on a task that waits has this run; where the world goes on by itself. */
        void whileWaiting(Runnable world);

        /** From now on this runs for each key whose state is deleted for its age. */
        void onForgotten(Consumer<InstrumentKey> forgotten);

        /** In milliseconds; where the world goes on by itself. */
        long clock();

        /** Lets time pass; what is due runs later; where the world goes on by itself. */
        void pass(long millis);

        /** Messages, commands, answers, timers, mails and barriers so far. */
        long steps();
    }
}
