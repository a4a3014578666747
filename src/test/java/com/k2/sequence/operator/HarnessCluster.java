package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.ManualStore;
import com.k2.sequence.operator.engine.SimulatedTask;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;

/** Runs the operators in Flink's test harness, on its state backends. */
final class HarnessCluster implements SimulatedTask.Cluster {

    private final Supplier<StateBackend> backends;
    private long steps;

    HarnessCluster(Supplier<StateBackend> backends) {
        this.backends = backends;
    }

    @Override
    public SimulatedTask open(SimulatedTask.Setup setup) throws Exception {
        OperatorHarness.Builder builder =
                OperatorHarness.on(setup.rows())
                        .rules(new SourceRule("ticks", setup.rule()))
                        .lineage(setup.submission())
                        .onOutage(setup.onOutage())
                        .maxWaiting(Integer.MAX_VALUE)
                        .pipelineSize(setup.pipelineSize())
                        .maxWarmKeysHeld(setup.maxWarmKeysHeld())
                        .stateTtlMillis(setup.stateTtlMillis())
                        .stateBackend(backends.get())
                        .acknowledged(setup.acknowledged())
                        .subtask(setup.index(), setup.parallelism());
        if (setup.takesCommands()) {
            builder.controlled();
        }
        SimulatedTask.Restored from = setup.from();
        if (from != null) {
            builder.restoredCheckpoint(from.checkpointId());
            List<OperatorSubtaskState> states =
                    from.snapshots().stream().map(OperatorSubtaskState.class::cast).toList();
            builder.restore(
                    from.parallelism() == setup.parallelism()
                            ? states.get(setup.index())
                            : OperatorHarness.merge(states),
                    from.parallelism());
        }
        return new Task(builder.open());
    }

    @Override
    public int taskOf(String symbol, int parallelism) {
        return OperatorHarness.subtaskOf(symbol, parallelism);
    }

    /** Flink's mailbox would wait for another thread. */
    @Override
    public boolean worldGoesOn() {
        return false;
    }

    @Override
    public void whileWaiting(Runnable world) {
        // A task waits for nothing.
    }

    @Override
    public void onForgotten(Consumer<InstrumentKey> forgotten) {
        // No state expires here.
    }

    @Override
    public long clock() {
        return 0;
    }

    @Override
    public void pass(long millis) {
        throw new UnsupportedOperationException("each harness has a clock of its own");
    }

    @Override
    public long steps() {
        return steps;
    }

    private final class Task implements SimulatedTask {
        private final OperatorHarness harness;

        private Task(OperatorHarness harness) {
            this.harness = harness;
        }

        @Override
        public ManualStore store() {
            return harness.store();
        }

        @Override
        public void process(SequencedMessage message) throws Exception {
            steps++;
            harness.process(message);
        }

        @Override
        public void command(Command command) throws Exception {
            steps++;
            harness.command(command);
        }

        @Override
        public void runMails() throws Exception {
            steps++;
            harness.runMails();
        }

        @Override
        public void passTime(long millis) throws Exception {
            steps++;
            harness.pass(millis);
        }

        @Override
        public boolean isFullOfUnsent() {
            return harness.isFullOfUnsent();
        }

        @Override
        public int waiting() {
            return harness.waiting();
        }

        @Override
        public int keysHeld() {
            return harness.keysHeld();
        }

        @Override
        public int maxKeysHeld() {
            return harness.maxKeysHeld();
        }

        @Override
        public PendingSnapshot beginCheckpoint(long id, long triggered) throws Exception {
            steps++;
            return harness.beginCheckpoint(id, triggered)::await;
        }

        @Override
        public void completeCheckpoint() throws Exception {
            harness.completeCheckpoint();
        }

        @Override
        public void endInput() throws Exception {
            harness.endInput();
        }

        @Override
        public List<CheckedRecord> checked() {
            return harness.checked();
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
