package com.k2.sequence.operator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.port.TrackingOutput;
import com.k2.sequence.source.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One engine on simulated ports. */
final class PlainTask implements SimulatedTask {

    /** A checkpoint that waits for more than this waits for ever. */
    private static final int MOST_WAITS = 1_000_000;

    private static final long LONGEST_STORE_WAIT = 200;
    private static final int MAX_WAITING = 20;

    private final PlainCluster cluster;
    private final Setup setup;
    private final PlainThread thread;
    private final PlainState state;
    private final Outputs output = new Outputs();
    private final Engine engine;
    private final CommandEngine commands;
    private final TrackingEngine tracking;
    private ManualStore store;
    private long checkpoint;

    PlainTask(PlainCluster cluster, Setup setup) throws Exception {
        this.cluster = cluster;
        this.setup = setup;
        this.thread = new PlainThread(cluster);
        this.state = new PlainState(cluster, setup);
        TrackingSettings settings =
                new TrackingSettings(
                        List.of(new SourceRule("ticks", setup.rule())),
                        setup.submission(),
                        setup.onOutage(),
                        MAX_WAITING,
                        setup.pipelineSize(),
                        50,
                        0,
                        LONGEST_STORE_WAIT,
                        setup.stateTtlMillis(),
                        Set.of());
        EnginePorts ports =
                new EnginePorts(
                        thread,
                        state,
                        output,
                        new IgnoredMetrics(),
                        (lineage, submission, waits, listener) ->
                                store =
                                        new ManualStore(
                                                setup.rows(),
                                                setup.acknowledged(),
                                                lineage,
                                                submission,
                                                listener));
        if (setup.takesCommands()) {
            commands = new CommandEngine(settings, setup.maxWarmKeysHeld(), ports);
            tracking = commands.tracking();
            engine = commands;
        } else {
            commands = null;
            tracking = new TrackingEngine(settings, setup.maxWarmKeysHeld(), ports);
            engine = tracking;
        }
        engine.open();
    }

    @Override
    public ManualStore store() {
        return store;
    }

    @Override
    public void process(SequencedMessage message) throws Exception {
        cluster.count();
        tracking.process(message, TrackingOutput.NO_TIME);
    }

    @Override
    public void command(Command command) {
        if (command.kind().isForAllKeys() || cluster.owns(setup, command.instrument())) {
            cluster.count();
            commands.add(command);
        }
    }

    @Override
    public void runMails() throws Exception {
        thread.runMails();
    }

    @Override
    public void passTime(long millis) throws Exception {
        cluster.pass(millis);
        runMails();
    }

    @Override
    public boolean isFullOfUnsent() {
        return tracking.buffer().held() >= maxKeysHeld();
    }

    @Override
    public int waiting() {
        return tracking.waiting();
    }

    @Override
    public int keysHeld() {
        return tracking.warmKeys().held();
    }

    @Override
    public int maxKeysHeld() {
        return tracking.warmKeys().maxHeld();
    }

    @Override
    public PendingSnapshot beginCheckpoint(long id, long time) throws Exception {
        cluster.count();
        checkpoint = id;
        engine.beforeBarrier();
        engine.barrier(id, time, false);
        engine.snapshot(id);
        Object snapshot = state.snapshot();
        Flush flush = engine.flush();
        return () -> {
            await(flush);
            return snapshot;
        };
    }

    private void await(Flush flush) throws Exception {
        long until =
                flush == null || flush.longestMillis() == TrackingSettings.FOR_EVER
                        ? Long.MAX_VALUE
                        : cluster.clock() + flush.longestMillis();
        for (int waits = 0; flush != null && !flush.done().isDone(); waits++) {
            if (cluster.clock() >= until) {
                return;
            }
            assertThat(waits).as("waits of a checkpoint").isLessThan(MOST_WAITS);
            cluster.goOn();
            runMails();
        }
        if (flush != null) {
            flush.done().get();
        }
    }

    @Override
    public void completeCheckpoint() throws Exception {
        engine.checkpointComplete(checkpoint);
    }

    @Override
    public void endInput() throws Exception {
        engine.endInput();
    }

    @Override
    public List<CheckedRecord> checked() {
        return output.checked;
    }

    @Override
    public void close() throws Exception {
        cluster.count();
        engine.close();
    }

    /**
     * Keeps what leaves; an event must come before its message, and one without an event must not.
     */
    private static final class Outputs implements TrackingOutput {
        private final List<CheckedRecord> checked = new ArrayList<>();
        private SequenceEvent event;

        @Override
        public void checked(CheckedRecord message, long time) {
            boolean isEvent = message.verdict().event() != null;
            assertThat(event != null).as("an event of %s", message).isEqualTo(isEvent);
            if (isEvent) {
                assertThat(event.position())
                        .isEqualTo(message.record().position().at(message.index()));
                assertThat(event.verdict()).isEqualTo(message.verdict());
            }
            event = null;
            checked.add(message);
        }

        @Override
        public void event(SequenceEvent raised, long time) {
            assertThat(event).isNull();
            event = raised;
        }

        @Override
        public void failed(SourcePosition position, Throwable failure) {
            throw new AssertionError("the message at " + position + " can't be judged", failure);
        }
    }
}
