package com.k2.sequence.operator;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.operator.buffer.ColdKeyQueue;
import com.k2.sequence.operator.buffer.TrackedSequence;
import com.k2.sequence.operator.buffer.UnsentUpdates;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.operator.buffer.UpdateSender;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.engine.CheckpointDeadline;
import com.k2.sequence.operator.engine.GapLog;
import com.k2.sequence.operator.engine.KeyCount;
import com.k2.sequence.operator.engine.KeyExpiry;
import com.k2.sequence.operator.engine.Lineage;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.StoreEvents;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.operator.metrics.SequenceMetrics;
import com.k2.sequence.operator.port.KeyStamps;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.EventKind;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceVerdict;
import com.k2.sequence.tracking.VerdictType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RunnableFuture;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * Judges every message by its key's keyed state and lets the store follow.
 *
 * <p>A message of a warm key is judged and emitted at once; its key's new state goes into {@link
 * WarmKeys}, by which keyed state learns of it, and into the {@link UpdateBuffer}. A message of a
 * cold key waits in the {@link ColdKeyQueue} for one lookup. Messages of a key leave in the order
 * they came, a watermark after the messages before it.
 *
 * <p>Before a checkpoint barrier no message waits, so a snapshot holds keyed state alone. It is
 * complete only when the store has every update from before the barrier; messages go on meanwhile.
 * Under {@link OutagePolicy#CONTINUE} it holds the unsent updates as well; it waits for a slow
 * store up to a limit, and not at all for one that is away.
 *
 * <p>Threading: everything here runs on the task's thread. The store's futures and {@link
 * StoreEvents} come back as mails; {@link SnapshotAfterFlush} waits on a thread of Flink's.
 *
 * <p>Where there is a control topic the {@link ControlledTrackingOperator} takes its place.
 */
public class SequenceTrackingOperator extends AbstractStreamOperator<CheckedRecord>
        implements OneInputStreamOperator<SequencedMessage, CheckedRecord>, BoundedOneInput {

    public static final ValueStateDescriptor<TrackedSequence> SEQUENCES =
            new ValueStateDescriptor<>("sequences", TrackedSequenceSerializer.INSTANCE);

    /** Keys and values of what waits; records are small, but may be large. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    /** How often, while a checkpoint may take so long, it is looked at. */
    private static final int DEADLINE_CHECKS = 8;

    final TrackingSettings settings;
    private final SequenceStoreFactory storeFactory;
    private final int maxWarmKeysHeld;
    final transient MailboxExecutor mailbox;
    private final transient SourceRules rules;
    private final transient ColdKeyQueue<StreamRecord<SequencedMessage>, StreamElement> coldKeys =
            new ColdKeyQueue<>();

    private transient Clock systemClock = SystemClock.getInstance();

    transient WarmKeys warmKeys;
    transient UnsentUpdates unsentUpdates;
    private transient StateForm form;
    transient UpdateBuffer buffer;
    transient Lineage lineage;
    transient SequenceMetrics metrics;
    private transient GapLog gapLog;
    private transient CheckpointDeadline deadline;

    /** Null where the state of keys stays for ever, and so is {@link #expiry}. */
    private transient KeyStamps keyStamps;

    private transient KeyExpiry expiry;
    private transient KeyCount count;
    transient TaskThread thread;
    transient LongSupplier clock;
    transient SequenceStore store;
    private transient UpdateSender updates;
    private transient boolean restored;
    private transient boolean lookingUp;
    private transient boolean outage;

    SequenceTrackingOperator(
            StreamOperatorParameters<CheckedRecord> parameters,
            TrackingSettings settings,
            SequenceStoreFactory storeFactory,
            int maxWarmKeysHeld) {
        super(parameters);
        this.settings = settings;
        this.storeFactory = storeFactory;
        this.maxWarmKeysHeld = maxWarmKeysHeld;
        this.mailbox = parameters.getMailboxExecutor();
        this.rules = new SourceRules(settings.rules());
    }

    /** Counts by another clock, for tests; before {@link #open()}. */
    final void countBy(Clock clockOfTest) {
        systemClock = clockOfTest;
    }

    // ---- life cycle

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        form = StateForm.check(context);
        restored = context.isRestored();
        lineage = Lineage.restoreOr(settings.submission(), context);
        warmKeys =
                new WarmKeys(
                        this, context.getKeyedStateStore().getState(SEQUENCES), maxWarmKeysHeld());
        unsentUpdates =
                new UnsentUpdates(
                        this, context.getKeyedStateStore(), warmKeys, mayGoOnWithoutStore());
        warmKeys.parkIn(unsentUpdates);
        buffer = unsentUpdates.buffer();
        if (settings.stateTtlMillis() != TrackingSettings.FOR_EVER) {
            keyStamps =
                    KeyStamps.in(
                            context.getKeyedStateStore(),
                            getProcessingTimeService()::getCurrentProcessingTime);
            warmKeys.stampIn(keyStamps);
        }
    }

    private int maxWarmKeysHeld() {
        if (maxWarmKeysHeld != WarmKeys.HELD_BY_HEAP) {
            return maxWarmKeysHeld;
        }
        Configuration process =
                getContainingTask().getEnvironment().getTaskManagerInfo().getConfiguration();
        return WarmKeys.maxHeld(
                Runtime.getRuntime().maxMemory(), process.get(TaskManagerOptions.NUM_TASK_SLOTS));
    }

    @Override
    public void open() throws Exception {
        super.open();
        thread = new TaskThread(mailbox, getProcessingTimeService(), systemClock);
        clock = thread::now;
        metrics =
                new SequenceMetrics(
                        getMetricGroup(), buffer, clock, coldKeys, settings.exchanges());
        metrics.keysCounted(warmKeys::known);
        gapLog = new GapLog();
        store =
                storeFactory.open(
                        lineage.value(),
                        lineage.submission(),
                        restored || mayGoOnWithoutStore(),
                        new StoreEvents(mailbox, metrics, this::outageBegan, this::outageEnded));
        updates =
                new UpdateSender(buffer, store, settings, thread, metrics, this::lookupsComeFirst);
        if (restored) {
            count = new KeyCount(sweep(), warmKeys, thread);
            count.goOn();
        }
        unsentUpdates.restore(clock);
        updates.send();
        if (keyStamps != null) {
            expiry =
                    new KeyExpiry(
                            settings.stateTtlMillis(),
                            keyStamps,
                            warmKeys,
                            unsentUpdates,
                            this,
                            this::sweep,
                            store,
                            thread,
                            metrics);
            expiry.open();
        }
        if (settings.longestUncommittedMillis() > 0) {
            deadline = new CheckpointDeadline(settings.longestUncommittedMillis(), thread.now());
            checkDeadline();
        }
    }

    /** By a timer, since a task that waits for the store takes no barrier. */
    private void checkDeadline() {
        deadline.check(thread.now());
        long pause = Math.max(1, settings.longestUncommittedMillis() / DEADLINE_CHECKS);
        thread.at(thread.now() + pause, this::checkDeadline);
    }

    @Override
    public void endInput() throws Exception {
        updates.restNoMore();
        awaitColdKeys();
        updates.sendWithoutRest();
        while (!buffer.isEmpty()) {
            mailbox.yield();
            updates.sendWithoutRest();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        awaitColdKeys();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (deadline != null) {
            deadline.begin(context.getCheckpointId(), thread.now());
        }
        form.snapshot();
        lineage.snapshot();
        warmKeys.writeBack();
        if (mayGoOnWithoutStore()) {
            unsentUpdates.snapshot();
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
            updates.restNoMore();
        }
        OperatorSnapshotFutures snapshot =
                super.snapshotState(checkpointId, timestamp, options, factory);
        if (!goesOnWithoutStore()) {
            snapshot.setKeyedStateManagedFuture(afterFlush(snapshot.getKeyedStateManagedFuture()));
            updates.sendWithoutRest();
        }
        return snapshot;
    }

    private SnapshotAfterFlush afterFlush(
            RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot) {
        return mayGoOnWithoutStore()
                ? new SnapshotAfterFlush(
                        snapshot, buffer.flushed(false), settings.longestStoreWaitMillis())
                : new SnapshotAfterFlush(snapshot, buffer.flushed(true));
    }

    /**
     * Whether the task ends with this snapshot, if it can be taken: it is of a stop with a
     * savepoint. Without a drain that ends the task's timers and not its input.
     */
    static boolean isLast(CheckpointOptions options) {
        return options.getCheckpointType() instanceof SavepointType savepoint
                && savepoint.isSynchronous();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (deadline != null) {
            deadline.complete(checkpointId);
        }
    }

    @Override
    public void close() throws Exception {
        if (buffer != null) {
            buffer.failFlushes();
        }
        if (count != null) {
            count.close();
        }
        if (expiry != null) {
            expiry.close();
        }
        if (store != null) {
            store.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        super.close();
    }

    // ---- what comes in

    /**
     * Does nothing: with RocksDB setting the key would write each message's key out, and most
     * messages need no keyed state. {@link WarmKeys} sets it for those that do.
     */
    @Override
    @SuppressWarnings("rawtypes") // Flink's own signature
    public final void setKeyContextElement1(StreamRecord element) {}

    @Override
    public void processElement(StreamRecord<SequencedMessage> element) throws Exception {
        InstrumentKey key = element.getValue().instrument();
        if (outage) {
            awaitStore();
        }
        if (buffer.held() >= warmKeys.maxHeld()) {
            awaitRoom();
        }
        WarmKey known = warm(key);
        while (known == null && isFull()) {
            mailbox.yield();
            known = warm(key);
        }
        if (known != null) {
            judge(element, known);
            updates.send();
        } else if (goesOnWithoutStore()) {
            startAnew(key, List.of(element));
            updates.send();
        } else {
            SourceRecord record = element.getValue().record();
            coldKeys.add(key, atTimeOf(element, element.getValue()), record.bytes());
            lookUp();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (!coldKeys.hold(mark)) {
            super.processWatermark(mark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (!coldKeys.hold(status)) {
            super.processWatermarkStatus(status);
        }
    }

    /** Whether as much waits as may; what came last may go past the bytes. */
    private boolean isFull() {
        return coldKeys.size() >= settings.maxWaiting() || coldKeys.bytes() >= MAX_WAITING_BYTES;
    }

    /** The key of an instrument; null while it is cold or messages of it wait. */
    private WarmKey warm(InstrumentKey key) throws Exception {
        return coldKeys.isWaiting(key) ? null : warmKeys.find(key);
    }

    // ---- judging

    /**
     * Judges a message and emits what follows from it. What fails here may be the message's fault;
     * what fails while one waits for the store is not.
     *
     * @param known its key; null where it is new
     * @return the key
     */
    private WarmKey judge(StreamRecord<SequencedMessage> element, WarmKey known) throws Exception {
        try {
            return judged(element, known);
        } catch (RuntimeException | Error e) {
            FailedRecords.failed(
                    getRuntimeContext().getJobInfo().getJobId(),
                    "Track sequence",
                    element.getValue().record().position(),
                    e);
            throw e;
        }
    }

    private WarmKey judged(StreamRecord<SequencedMessage> element, WarmKey known) throws Exception {
        SequencedMessage message = element.getValue();
        SourcePosition position = message.record().position();
        if (known != null && known.wasTrackedBefore(position)) {
            warmKeys.pass(known, position);
            metrics.replayed(message.instrument().exchange());
            emit(element, SequenceVerdict.NOTHING_EXPECTED, true);
            return known;
        }
        SequenceTracker tracker = rules.of(message);
        WarmKey key = known == null ? keyFrom(message) : known;
        if (!key.isOfSource(message.source())) {
            rules.meet(message.instrument(), key.takeSource(message.source()), message.source());
        }
        long lastTimestamp = key.lastTimestamp();
        SequenceVerdict verdict = key.judge(tracker, message, message.timestamp());
        boolean followsLoss = verdict.type() == VerdictType.GAP && key.isCutOffFrom(position);
        warmKeys.advance(key, position);
        buffer.put(key, clock);
        metrics.judged(message.instrument().exchange(), verdict);
        if (verdict.type() != VerdictType.NORMAL) {
            raise(element, verdict, lastTimestamp, followsLoss ? position : position.withoutLoss());
        }
        emit(element, verdict, false);
        return key;
    }

    /** A key that starts from its first message, which is yet to be judged. */
    private WarmKey keyFrom(SequencedMessage first) throws Exception {
        return warmKeys.add(
                first.instrument(),
                TrackedSequence.startingWith(null, first.record().position())
                        .withControl(controlFloor()));
    }

    private void raise(
            StreamRecord<SequencedMessage> element,
            SequenceVerdict verdict,
            long lastTimestamp,
            SourcePosition position) {
        SequencedMessage message = element.getValue();
        SequenceEvent event =
                new SequenceEvent(
                        message.instrument(),
                        verdict,
                        message.first(),
                        message.timestamp(),
                        lastTimestamp,
                        position);
        gapLog.log(event);
        output.collect(SequenceOutputs.of(EventKind.of(verdict.type())), atTimeOf(element, event));
    }

    private void emit(
            StreamRecord<SequencedMessage> element, SequenceVerdict verdict, boolean replayed) {
        SequencedMessage message = element.getValue();
        output.collect(
                element.replace(
                        new CheckedRecord(
                                message.record(), message.instrument(), verdict, replayed)));
    }

    private static <T> StreamRecord<T> atTimeOf(StreamRecord<?> element, T value) {
        return element.hasTimestamp()
                ? new StreamRecord<>(value, element.getTimestamp())
                : new StreamRecord<>(value);
    }

    // ---- cold keys

    private void lookUp() {
        if (lookingUp || !coldKeys.hasKeys()) {
            return;
        }
        lookingUp = true;
        List<InstrumentKey> keys = coldKeys.takeKeys(settings.pipelineSize());
        metrics.keysLookedUp(keys.size());
        thread.whenDone(store.lookUp(keys), "keys looked up", rows -> lookedUp(keys, rows));
    }

    private void lookedUp(List<InstrumentKey> keys, Map<InstrumentKey, StoredSequence> rows)
            throws Exception {
        lookingUp = false;
        for (InstrumentKey key : keys) {
            StoredSequence row = rows.get(key);
            warmUp(key, row == null ? null : row.baseFor(lineage.value()));
        }
        lookUp();
        updates.send();
    }

    /** Adopts what the store had of a key and lets the messages go that waited for it. */
    private void warmUp(InstrumentKey key, SequenceBase base) throws Exception {
        List<StreamRecord<SequencedMessage>> waited = coldKeys.release(key);
        if (waited.isEmpty()) {
            return; // started anew while the store was away
        }
        judgeAll(
                waited,
                base == null
                        ? null
                        : warmKeys.add(
                                key,
                                TrackedSequence.startingFrom(base).withControl(controlFloor())));
    }

    /** The store is away: what it may hold of the key can't be waited for. */
    private void startAnew(InstrumentKey key, List<StreamRecord<SequencedMessage>> messages)
            throws Exception {
        metrics.keysAssumedNew(1);
        judgeAll(messages, null);
    }

    private void judgeAll(List<StreamRecord<SequencedMessage>> messages, WarmKey known)
            throws Exception {
        for (StreamRecord<SequencedMessage> message : messages) {
            known = judge(message, known);
        }
        for (StreamElement held = coldKeys.pollHeld(); held != null; held = coldKeys.pollHeld()) {
            if (held.isWatermark()) {
                super.processWatermark(held.asWatermark());
            } else {
                super.processWatermarkStatus((WatermarkStatus) held);
            }
        }
    }

    /** All keys of keyed state. */
    final KeySweep sweep() {
        return KeySweep.of(getKeyedStateBackend());
    }

    final void sendUpdates() {
        updates.send();
    }

    /** As at the end of the input, where a timer never fires. */
    final void sendUpdatesWithoutRest() {
        updates.sendWithoutRest();
    }

    /** The control number that keys begin with. */
    long controlFloor() {
        return 0;
    }

    /** Messages wait for lookups, and for updates nobody does, up to a number of them. */
    private boolean lookupsComeFirst() {
        return lookingUp && buffer.size() < warmKeys.maxHeld();
    }

    /**
     * Keys that are unsent and may not be parked are held: more than may be held are waited for.
     */
    private void awaitRoom() throws InterruptedException {
        while (!mayGoOnWithoutStore() && buffer.held() >= warmKeys.maxHeld()) {
            updates.sendWithoutRest();
            mailbox.yield();
        }
    }

    private void awaitColdKeys() throws Exception {
        if (coldKeys.isEmpty()) {
            return;
        }
        long until = beginStoreWait();
        while (!coldKeys.isEmpty()) {
            if (thread.now() >= until) {
                startAllAnew();
                return;
            }
            mailbox.yield();
        }
    }

    /**
     * Begins to wait for the store at a barrier.
     *
     * @return until when, by the task's clock; the task is woken then
     */
    final long beginStoreWait() {
        if (!mayGoOnWithoutStore()) {
            return Long.MAX_VALUE;
        }
        long until = thread.now() + settings.longestStoreWaitMillis();
        thread.at(until, () -> mailbox.execute(() -> {}, "the wait for the store is over"));
        return until;
    }

    // ---- outages

    private void outageBegan() throws Exception {
        outage = true;
        metrics.outage(true);
        if (goesOnWithoutStore()) {
            buffer.endFlushes(); // the snapshots hold what is unsent
            startAllAnew();
        }
    }

    private void startAllAnew() throws Exception {
        for (InstrumentKey key : coldKeys.keys()) {
            startAnew(key, coldKeys.release(key));
        }
    }

    private void outageEnded() {
        outage = false;
        metrics.outage(false);
    }

    /** Whether the store is away and nothing waits for it. */
    final boolean goesOnWithoutStore() {
        return outage && mayGoOnWithoutStore();
    }

    private boolean mayGoOnWithoutStore() {
        return settings.onOutage() == OutagePolicy.CONTINUE;
    }

    /**
     * Under {@link OutagePolicy#STALL}, keeps a message from being judged until the store is back.
     */
    private void awaitStore() throws InterruptedException {
        while (outage && settings.onOutage() == OutagePolicy.STALL) {
            mailbox.yield();
        }
    }
}
