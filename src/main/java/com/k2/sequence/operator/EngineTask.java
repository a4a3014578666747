package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.engine.Engine;
import com.k2.sequence.operator.engine.EnginePorts;
import com.k2.sequence.operator.engine.Flush;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.operator.metrics.SequenceMetrics;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * An engine in a task of Flink's: what both tracking operators have in common. Used by the task's
 * thread; {@link SnapshotAfterFlush} waits on a thread of Flink's.
 */
final class EngineTask {

    private final TrackingSetup setup;
    private final MailboxExecutor mailbox;

    private Clock clock = SystemClock.getInstance();

    /** Null before the state is initialised. */
    private Engine engine;

    EngineTask(TrackingSetup setup, StreamOperatorParameters<CheckedRecord> parameters) {
        this.setup = setup;
        this.mailbox = parameters.getMailboxExecutor();
    }

    /** Counts time by another clock, for tests; before {@link #restore}. */
    void countBy(Clock clockOfTest) {
        clock = clockOfTest;
    }

    /** Makes the engine from what the snapshot has that the job resumes from. */
    <E extends Engine> E restore(
            AbstractStreamOperator<CheckedRecord> operator,
            Output<StreamRecord<CheckedRecord>> output,
            StateInitializationContext context,
            Maker<E> maker)
            throws Exception {
        TrackingSettings settings = setup.settings();
        EnginePorts ports =
                new EnginePorts(
                        new FlinkTaskThread(mailbox, operator.getProcessingTimeService(), clock),
                        new FlinkTaskState(operator, context),
                        new FlinkTrackingOutput(
                                output, operator.getRuntimeContext().getJobInfo().getJobId()),
                        new SequenceMetrics(operator.getMetricGroup(), settings.exchanges()),
                        setup.storeFactory());
        E made = maker.make(settings, maxWarmKeysHeld(operator), ports);
        engine = made;
        return made;
    }

    private int maxWarmKeysHeld(AbstractStreamOperator<?> operator) {
        if (setup.maxWarmKeysHeld() != WarmKeys.HELD_BY_HEAP) {
            return setup.maxWarmKeysHeld();
        }
        Configuration process =
                operator.getContainingTask()
                        .getEnvironment()
                        .getTaskManagerInfo()
                        .getConfiguration();
        return WarmKeys.maxHeld(
                Runtime.getRuntime().maxMemory(), process.get(TaskManagerOptions.NUM_TASK_SLOTS));
    }

    /**
     * Whether the task ends with this snapshot, if it can be taken: it is of a stop with a
     * savepoint. Without a drain that ends the task's timers and not its input.
     */
    static boolean isLast(CheckpointOptions options) {
        return options.getCheckpointType() instanceof SavepointType savepoint
                && savepoint.isSynchronous();
    }

    /** Has a snapshot that was begun complete when the engine's updates have reached the store. */
    OperatorSnapshotFutures afterFlush(OperatorSnapshotFutures snapshot) {
        Flush flush = engine.flush();
        if (flush != null) {
            snapshot.setKeyedStateManagedFuture(
                    SnapshotAfterFlush.of(snapshot.getKeyedStateManagedFuture(), flush));
        }
        return snapshot;
    }

    /** An operator is closed also where it could not be opened. */
    void close() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    /** Makes an engine. */
    @FunctionalInterface
    interface Maker<E extends Engine> {
        E make(TrackingSettings settings, int maxWarmKeysHeld, EnginePorts ports) throws Exception;
    }
}
