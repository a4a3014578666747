package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.engine.ManualStore;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.TestInputs;
import com.k2.sequence.operator.engine.TrackingEngine;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoreListener;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.wire.WireTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.clock.Clock;

/** One subtask of the tracking operator in Flink's test harness, on a {@link ManualStore}. */
public final class OperatorHarness {

    static final int MAX_PARALLELISM = 128;

    private static final int MAX_STATE_BYTES = 1 << 24;

    /** By then a checkpoint has completed that waits for nothing, however busy the machine is. */
    private static final Duration WITHOUT_REST = Duration.ofSeconds(60);

    /** More than any flush of a test rests. */
    private static final long MOST_REST_MILLIS = 100;

    private final AbstractStreamOperatorTestHarness<CheckedRecord> flink;
    private final OpeningFactory factory;
    private final HarnessClock clock;
    private long checkpoints;
    private int keyedStateUses;

    private OperatorHarness(
            AbstractStreamOperatorTestHarness<CheckedRecord> flink,
            OpeningFactory factory,
            HarnessClock clock) {
        this.flink = flink;
        this.factory = factory;
        this.clock = clock;
        operator()
                .getKeyedStateBackend()
                .registerKeySelectionListener(selected -> keyedStateUses++);
    }

    static Builder on(Map<InstrumentKey, StoredSequence> rows) {
        return new Builder(rows);
    }

    ManualStore store() {
        return factory.opened;
    }

    long openedLineage() {
        return factory.openedLineage;
    }

    long openedSubmission() {
        return factory.openedSubmission;
    }

    /** Whether the store was opened to wait for a server that refuses. */
    boolean waitsForAccess() {
        return factory.waitsForAccess;
    }

    void process(SequencedMessage message) throws Exception {
        StreamRecord<SequencedMessage> element = new StreamRecord<>(message);
        operator().setKeyContextElement1(element);
        if (operator() instanceof ControlledTrackingOperator controlled) {
            controlled.processElement1(element);
        } else {
            single().processElement(element);
        }
    }

    /** Whether a message has to wait until the store has some of the updates, where it stalls. */
    boolean isFullOfUnsent() {
        return engine().buffer().held() >= maxKeysHeld();
    }

    /** Messages that wait for lookups of their keys. */
    int waiting() {
        return engine().waiting();
    }

    /** Keys in memory. */
    int keysHeld() {
        return engine().warmKeys().held();
    }

    /** How many there should be. */
    int maxKeysHeld() {
        return engine().warmKeys().maxHeld();
    }

    /** How often keyed state was read or written since the last call of this. */
    int keyedStateUses() {
        int uses = keyedStateUses;
        keyedStateUses = 0;
        return uses;
    }

    /** Of a subtask that takes commands. */
    void command(Command command) throws Exception {
        StreamRecord<Command> element = new StreamRecord<>(command);
        operator().setKeyContextElement2(element);
        controlled().processElement2(element);
    }

    void watermark(long time) throws Exception {
        if (operator() instanceof ControlledTrackingOperator controlled) {
            controlled.processWatermark1(new Watermark(time));
        } else {
            single().processWatermark(new Watermark(time));
        }
    }

    private AbstractStreamOperator<CheckedRecord> operator() {
        return flink.getOperator();
    }

    private SequenceTrackingOperator single() {
        return (SequenceTrackingOperator) operator();
    }

    ControlledTrackingOperator controlled() {
        return (ControlledTrackingOperator) operator();
    }

    private TrackingEngine engine() {
        return ((EngineOperator) operator()).engine();
    }

    /** Lets time pass until this processing time, in milliseconds; it begins at 0. */
    void time(long millis) throws Exception {
        clock.advance(Duration.ofMillis(millis - flink.getProcessingTime()));
        timeOfDay(millis);
    }

    /** Lets so much time pass. */
    void pass(long millis) throws Exception {
        time(flink.getProcessingTime() + millis);
    }

    /** Sets the processing time, in milliseconds, though no time has passed. */
    void timeOfDay(long millis) throws Exception {
        flink.setProcessingTime(millis);
        runMails();
    }

    /** From now on so much time passes whenever the task looks at its clock. */
    void timePassesAtEachLook(Duration time) {
        clock.perLook = time;
    }

    /** Ends the input, or one of the two. */
    void endInput() throws Exception {
        if (operator() instanceof ControlledTrackingOperator controlled) {
            controlled.endInput(1); // which one does not matter
        } else {
            single().endInput();
        }
    }

    /** Runs what came back from the store. */
    void runMails() throws Exception {
        for (Optional<Mail> mail = next(); mail.isPresent(); mail = next()) {
            mail.get().run();
        }
    }

    private Optional<Mail> next() {
        return flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }

    void answerLookup() throws Exception {
        store().answerLookup();
        runMails();
    }

    void answerUpdate() throws Exception {
        store().answerUpdate();
        runMails();
    }

    /** From now on the store answers at once. */
    void answerAtOnce() throws Exception {
        store().answerAtOnce();
        runMails();
    }

    /** Takes a checkpoint and runs what it needs to complete. */
    OperatorSubtaskState checkpoint() throws Exception {
        return beginCheckpoint().await();
    }

    /** Takes a checkpoint as far as the task's thread does: messages may follow. */
    PendingCheckpoint beginCheckpoint() throws Exception {
        return beginCheckpoint(checkpoints + 1, checkpoints + 1);
    }

    /**
     * Takes a checkpoint.
     *
     * @param time when it was triggered, in milliseconds
     */
    PendingCheckpoint beginCheckpoint(long id, long time) throws Exception {
        return begin(id, time, CheckpointOptions.forCheckpointWithDefaultLocation());
    }

    /** Takes a checkpoint under the policy that does not wait for the store. */
    OperatorSubtaskState beginUnflushedCheckpoint() throws Exception {
        PendingCheckpoint pending = beginCheckpoint();
        engine().buffer().endFlushes();
        return pending.state.get();
    }

    /** Keys in keyed state, as the gauge has them. */
    long keys() {
        return engine().warmKeys().known();
    }

    /** Keys whose newest state the store does not have. */
    int unsent() {
        return engine().buffer().size();
    }

    /** Takes the savepoint of a stop without a drain, before which Flink ends the timers. */
    PendingCheckpoint beginStop() throws Exception {
        return begin(
                checkpoints + 1,
                checkpoints + 1,
                CheckpointOptions.alignedNoTimeout(
                        SavepointType.suspend(SavepointFormatType.CANONICAL),
                        CheckpointStorageLocationReference.getDefault()));
    }

    private PendingCheckpoint begin(long id, long time, CheckpointOptions options)
            throws Exception {
        checkpoints = id;
        operator().prepareSnapshotPreBarrier(id);
        OperatorSnapshotFutures futures =
                operator()
                        .snapshotState(
                                id, time, options, new MemCheckpointStreamFactory(MAX_STATE_BYTES));
        AtomicReference<Thread> completing = new AtomicReference<>();
        return new PendingCheckpoint(
                CompletableFuture.supplyAsync(
                        () -> {
                            completing.set(Thread.currentThread());
                            try {
                                return OperatorSnapshotFinalizer.create(futures)
                                        .getJobManagerOwnedState();
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            } finally {
                                completing.set(null);
                            }
                        }),
                completing);
    }

    /** Notifies the subtask that the checkpoint taken last is complete everywhere. */
    void completeCheckpoint() throws Exception {
        flink.notifyOfCompletedCheckpoint(checkpoints);
    }

    /** A checkpoint that completes when the store has every update from before it. */
    final class PendingCheckpoint {
        private final CompletableFuture<OperatorSubtaskState> state;
        private final AtomicReference<Thread> completing;

        /**
         * @param completing the thread that completes it, while it does
         */
        private PendingCheckpoint(
                CompletableFuture<OperatorSubtaskState> state, AtomicReference<Thread> completing) {
            this.state = state;
            this.completing = completing;
        }

        /**
         * Waits until it is complete, or waits for nothing but a flush that is not done.
         *
         * @return whether it is complete
         */
        boolean isComplete() throws Exception {
            runMails();
            Patience.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> state.isDone() || isHeldUp());
            return state.isDone();
        }

        /** Whether it will not complete before this thread, which runs the mails, ends a flush. */
        private boolean isHeldUp() {
            Thread thread = completing.get();
            return engine().buffer().isFlushing()
                    && thread != null
                    && thread.getState() == Thread.State.WAITING
                    && Stream.of(thread.getStackTrace())
                            .anyMatch(
                                    frame ->
                                            frame.getClassName()
                                                    .equals(SnapshotAfterFlush.class.getName()));
        }

        /** Runs the task's mails until it completes, and lets no time pass for the task. */
        void awaitWithoutRest() throws Exception {
            long limit = System.nanoTime() + WITHOUT_REST.toNanos();
            while (!state.isDone() && System.nanoTime() < limit) {
                runMails();
                Thread.onSpinWait();
            }
            state.get(0, TimeUnit.MILLISECONDS);
        }

        /**
         * Runs the task's mails until it completes, and lets some time pass while its flush rests.
         */
        OperatorSubtaskState await() throws Exception {
            long begun = flink.getProcessingTime();
            while (!state.isDone()) {
                runMails();
                if (engine().buffer().isFlushing()
                        && !engine().buffer().hasInFlight()
                        && flink.getProcessingTime() < begun + MOST_REST_MILLIS) {
                    time(flink.getProcessingTime() + 1);
                }
                Thread.onSpinWait();
            }
            return state.get();
        }
    }

    /** Records and watermarks as they left: {@code A:1:NORMAL}, {@code watermark 7}. */
    List<String> output() {
        List<String> seen = new ArrayList<>();
        for (Object element : flink.getOutput()) {
            if (element instanceof Watermark mark) {
                seen.add("watermark " + mark.getTimestamp());
            } else {
                seen.add(describe((CheckedRecord) ((StreamRecord<?>) element).getValue()));
            }
        }
        return seen;
    }

    List<CheckedRecord> checked() {
        return flink.extractOutputValues();
    }

    List<SequenceEvent> events(OutputTag<SequenceEvent> tag) {
        var side = flink.getSideOutput(tag);
        return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
    }

    private static String describe(CheckedRecord checked) {
        return checked.instrument().symbol()
                + ':'
                + checked.record().position().offset()
                + ':'
                + checked.verdict().type()
                + (checked.replayed() ? ":replayed" : "");
    }

    /** The subtask, of so many, that this symbol of {@code asx} belongs to. */
    static int subtaskOf(String symbol, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                TestInputs.key(symbol), MAX_PARALLELISM, parallelism);
    }

    /** The snapshots of all subtasks in one, to restore at another parallelism. */
    static OperatorSubtaskState merge(List<OperatorSubtaskState> subtasks) throws Exception {
        return KeyedOneInputStreamOperatorTestHarness.repackageState(
                subtasks.toArray(OperatorSubtaskState[]::new));
    }

    void close() throws Exception {
        flink.close();
    }

    /** Sets a subtask up; the defaults are one subtask of lineage 1 that stalls in an outage. */
    static final class Builder {
        private final OpeningFactory factory;
        private List<SourceRule> rules = List.of(new SourceRule("ticks", TrackingRule.DEFAULT));
        private long lineage = 1;
        private OutagePolicy onOutage = OutagePolicy.STALL;
        private int maxWaiting = 100;
        private int pipelineSize = 100;
        private long maxLagMillis = 200;
        private long longestUncommittedMillis;
        private long longestStoreWaitMillis = 600_000;
        private long stateTtlMillis = TrackingSettings.FOR_EVER;
        private int maxWarmKeysHeld = 1_000;
        private int parallelism = 1;
        private int subtask;
        private int restoredParallelism = 1;
        private OperatorSubtaskState restored;
        private StateBackend backend;
        private boolean discardsOutput;
        private boolean controlled;
        private long restoredCheckpoint = 1;

        private Builder(Map<InstrumentKey, StoredSequence> rows) {
            factory = new OpeningFactory(rows);
        }

        /** Of the sources, in their order. */
        Builder rules(SourceRule... values) {
            rules = List.of(values);
            return this;
        }

        Builder lineage(long value) {
            lineage = value;
            return this;
        }

        Builder onOutage(OutagePolicy value) {
            onOutage = value;
            return this;
        }

        Builder maxWaiting(int value) {
            maxWaiting = value;
            return this;
        }

        Builder pipelineSize(int value) {
            pipelineSize = value;
            return this;
        }

        Builder maxLagMillis(long value) {
            maxLagMillis = value;
            return this;
        }

        Builder maxWarmKeysHeld(int value) {
            maxWarmKeysHeld = value;
            return this;
        }

        Builder longestUncommittedMillis(long value) {
            longestUncommittedMillis = value;
            return this;
        }

        Builder longestStoreWaitMillis(long value) {
            longestStoreWaitMillis = value;
            return this;
        }

        Builder stateTtlMillis(long value) {
            stateTtlMillis = value;
            return this;
        }

        /** For what counts what the operator itself allocates: the harness keeps copies. */
        Builder discardingOutput() {
            discardsOutput = true;
            return this;
        }

        /** It takes commands too. */
        Builder controlled() {
            controlled = true;
            return this;
        }

        /** Its acknowledgements are put here, by id. */
        Builder acknowledged(Map<String, CommandReceipt> done) {
            factory.acknowledged = done;
            return this;
        }

        /** The id of the checkpoint that is restored, if one is. */
        Builder restoredCheckpoint(long id) {
            restoredCheckpoint = id;
            return this;
        }

        Builder stateBackend(StateBackend value) {
            backend = value;
            return this;
        }

        Builder subtask(int index, int ofParallelism) {
            subtask = index;
            parallelism = ofParallelism;
            return this;
        }

        /**
         * Restores what subtasks of this many snapshotted; several are merged by Flink's helper.
         */
        Builder restore(OperatorSubtaskState state, int fromParallelism) {
            restored = state;
            restoredParallelism = fromParallelism;
            return this;
        }

        OperatorHarness open() throws Exception {
            AbstractStreamOperatorTestHarness<CheckedRecord> flink =
                    controlled ? twoInputs() : oneInput();
            if (restored != null) {
                flink.setRestoredCheckpointId(restoredCheckpoint);
            }
            if (backend != null) {
                flink.setStateBackend(backend);
            }
            if (discardsOutput) {
                flink.setOutputCreator(serializer -> new DiscardingOutput<>());
            }
            flink.setup(
                    WireTypes.CHECKED_RECORD.createSerializer(
                            flink.getExecutionConfig().getSerializerConfig()));
            HarnessClock clock = new HarnessClock();
            ((EngineOperator) flink.getOperator()).task().countBy(clock);
            if (restored != null && restoredParallelism == parallelism) {
                flink.initializeState(restored);
            } else if (restored != null) {
                flink.initializeState(
                        KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
                                restored,
                                MAX_PARALLELISM,
                                restoredParallelism,
                                parallelism,
                                subtask));
            }
            flink.open();
            return new OperatorHarness(flink, factory, clock);
        }

        private AbstractStreamOperatorTestHarness<CheckedRecord> oneInput() throws Exception {
            return new KeyedOneInputStreamOperatorTestHarness<>(
                    new SequenceTrackingOperatorFactory(settings(), factory, maxWarmKeysHeld),
                    SequencedMessage::instrument,
                    WireTypes.INSTRUMENT_KEY,
                    MAX_PARALLELISM,
                    parallelism,
                    subtask);
        }

        private AbstractStreamOperatorTestHarness<CheckedRecord> twoInputs() throws Exception {
            return new KeyedAndCommands(
                    new ControlledTrackingOperatorFactory(settings(), factory, maxWarmKeysHeld),
                    parallelism,
                    subtask);
        }

        private TrackingSettings settings() {
            return new TrackingSettings(
                    rules,
                    lineage,
                    onOutage,
                    maxWaiting,
                    pipelineSize,
                    maxLagMillis,
                    longestUncommittedMillis,
                    longestStoreWaitMillis,
                    stateTtlMillis,
                    Set.of());
        }
    }

    /** Counts the time that the test lets pass. */
    private static final class HarnessClock extends Clock {
        private final AtomicLong nanos = new AtomicLong();
        private volatile Duration perLook = Duration.ZERO;

        private void advance(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long relativeTimeNanos() {
            return nanos.getAndAdd(perLook.toNanos());
        }

        @Override
        public long relativeTimeMillis() {
            return TimeUnit.NANOSECONDS.toMillis(relativeTimeNanos());
        }

        @Override
        public long absoluteTimeMillis() {
            throw new UnsupportedOperationException("the task does not read the time of day here");
        }
    }

    /** Flink's own harness for two inputs, one of them keyed, takes no factory. */
    @SuppressWarnings("try") // Flink's close() may be interrupted
    private static final class KeyedAndCommands
            extends AbstractStreamOperatorTestHarness<CheckedRecord> {

        private KeyedAndCommands(
                ControlledTrackingOperatorFactory factory, int parallelism, int subtask)
                throws Exception {
            super(factory, MAX_PARALLELISM, parallelism, subtask);
            KeySelector<SequencedMessage, InstrumentKey> ofMessage = SequencedMessage::instrument;
            config.setStatePartitioner(0, ofMessage);
            config.setStateKeySerializer(
                    WireTypes.INSTRUMENT_KEY.createSerializer(
                            executionConfig.getSerializerConfig()));
            config.serializeAllConfigs();
        }
    }

    /**
     * Hands the store it opened back to the test. The operator is made from a copy that went
     * through serialisation, so the store is found by what does not travel.
     */
    private static final class OpeningFactory implements SequenceStoreFactory {
        private final transient Map<InstrumentKey, StoredSequence> rows;
        private transient Map<String, CommandReceipt> acknowledged = new HashMap<>();
        private transient ManualStore opened;
        private transient long openedLineage;
        private transient long openedSubmission;
        private transient boolean waitsForAccess;

        private OpeningFactory(Map<InstrumentKey, StoredSequence> rows) {
            this.rows = rows;
        }

        @Override
        public SequenceStore open(
                long lineage, long submission, boolean waits, StoreListener listener) {
            waitsForAccess = waits;
            opened = new ManualStore(rows, acknowledged, lineage, submission, listener);
            openedLineage = lineage;
            openedSubmission = submission;
            return opened;
        }
    }
}
