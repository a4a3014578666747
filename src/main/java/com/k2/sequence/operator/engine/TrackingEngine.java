package com.k2.sequence.operator.engine;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.operator.buffer.UpdateSender;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingGauges;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.tracking.InstrumentKey;

/**
 * Judges every message by its key's keyed state and lets the store follow.
 *
 * <p>A message of a warm key is judged and emitted at once; its key's new state goes into {@link
 * WarmKeys}, from where keyed state gets it, and into the {@link UpdateBuffer}. A message of a cold
 * key waits in {@link ColdKeys} for one lookup. Messages of a key leave in the order they came, a
 * watermark after the messages before it.
 *
 * <p>Before a checkpoint barrier no message waits, so a snapshot holds keyed state alone. It is
 * complete only when the store has every update from before the barrier; messages go on meanwhile.
 * Under {@link OutagePolicy#CONTINUE} it holds the unsent updates as well; it waits for a slow
 * store up to a limit, and not at all for one that is unavailable.
 *
 * <p>Threading: everything here runs on the task's thread. The store's futures and {@link
 * StoreEvents} come back as mails.
 */
public final class TrackingEngine implements Engine {

    /** How often the deadline is checked while a checkpoint may still complete in time. */
    private static final int DEADLINE_CHECKS = 8;

    private final TrackingSettings settings;
    private final EnginePorts ports;
    private final TaskThread thread;
    private final StateForm form;
    private final Lineage lineage;
    private final ControlFloor floor;
    private final TaskKeys keys;
    private final WarmKeys warmKeys;
    private final UpdateBuffer buffer;
    private final Outages outages;
    private final MessageJudge judge;
    private final ColdKeys coldKeys;

    private SequenceStore store;
    private UpdateSender updates;

    /** Null where what was put out may wait for a checkpoint for ever. */
    private CheckpointDeadline deadline;

    /** Null where nothing was restored. */
    private KeyCount count;

    /** Null where the state of keys stays for ever. */
    private KeyExpiry expiry;

    /**
     * Reads what the snapshot has that the job resumes from.
     *
     * @param maxWarmKeysHeld keys in memory before some make room, at least 1
     */
    public TrackingEngine(TrackingSettings settings, int maxWarmKeysHeld, EnginePorts ports)
            throws Exception {
        this(settings, maxWarmKeysHeld, ports, false);
    }

    TrackingEngine(
            TrackingSettings settings, int maxWarmKeysHeld, EnginePorts ports, boolean withCommands)
            throws Exception {
        this.settings = settings;
        this.ports = ports;
        this.thread = ports.thread();
        this.form = StateForm.check(ports.state());
        this.lineage = Lineage.restoreOr(settings.submission(), ports.state());
        this.floor = withCommands ? ControlFloor.restore(ports.state()) : ControlFloor.none();
        this.keys = TaskKeys.of(ports.state(), thread, settings, maxWarmKeysHeld);
        this.warmKeys = keys.warm();
        this.buffer = keys.buffer();
        this.outages = new Outages(settings, thread, ports.metrics());
        this.judge = new MessageJudge(settings.rules(), keys, ports, floor);
        this.coldKeys =
                new ColdKeys(
                        settings,
                        thread,
                        ports.metrics(),
                        judge,
                        new ColdKeys.Warming(warmKeys, lineage, floor, this::sendUpdates));
    }

    // ---- life cycle

    @Override
    public void open() throws Exception {
        ports.metrics().watch(new Gauges());
        store =
                ports.stores()
                        .open(
                                lineage.value(),
                                lineage.submission(),
                                ports.state().isRestored() || outages.mayGoOnWithoutStore(),
                                new StoreEvents(
                                        thread,
                                        ports.metrics(),
                                        this::outageBegan,
                                        outages::ended));
        coldKeys.open(store);
        updates =
                new UpdateSender(
                        buffer,
                        store,
                        thread,
                        ports.metrics(),
                        new UpdateSender.Limits(
                                settings.pipelineSize(),
                                settings.maxLagMillis(),
                                this::lookupsComeFirst));
        if (ports.state().isRestored()) {
            count = new KeyCount(keys.sweep(), warmKeys, thread);
            count.goOn();
        }
        keys.unsent().restore(thread::now);
        updates.send();
        if (settings.stateTtlMillis() != TrackingSettings.FOR_EVER) {
            expiry = new KeyExpiry(settings.stateTtlMillis(), keys, store, thread, ports.metrics());
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
        updates.pauseNoMore();
        awaitColdKeys();
        updates.sendWithoutPause();
        while (!buffer.isEmpty()) {
            thread.awaitMail();
            updates.sendWithoutPause();
        }
    }

    @Override
    public void beforeBarrier() throws Exception {
        awaitColdKeys();
    }

    @Override
    public void barrier(long checkpointId, long time, boolean isLast) {
        if (isLast) {
            updates.pauseNoMore();
        }
    }

    @Override
    public void snapshot(long checkpointId) throws Exception {
        if (deadline != null) {
            deadline.begin(checkpointId, thread.now());
        }
        form.snapshot();
        lineage.snapshot();
        warmKeys.writeBack();
        if (outages.mayGoOnWithoutStore()) {
            keys.unsent().snapshot();
        }
    }

    @Override
    public Flush flush() {
        if (outages.goesOnWithoutStore()) {
            return null;
        }
        Flush flush =
                outages.mayGoOnWithoutStore()
                        ? new Flush(buffer.flushed(false), settings.longestStoreWaitMillis())
                        : new Flush(buffer.flushed(true), TrackingSettings.FOR_EVER);
        updates.sendWithoutPause();
        return flush;
    }

    @Override
    public void checkpointComplete(long checkpointId) {
        if (deadline != null) {
            deadline.complete(checkpointId);
        }
    }

    @Override
    public void close() {
        buffer.failFlushes();
        if (count != null) {
            count.close();
        }
        if (expiry != null) {
            expiry.close();
        }
        if (store != null) {
            store.close();
        }
        ports.metrics().close();
    }

    // ---- what comes in

    /**
     * A message comes.
     *
     * @param time of the message, by the clock of the stream, or {@link
     *     com.k2.sequence.operator.port.TrackingOutput#NO_TIME}
     */
    public void process(SequencedMessage message, long time) throws Exception {
        InstrumentKey key = message.instrument();
        if (outages.isOn()) {
            outages.awaitEnd();
        }
        if (buffer.held() >= warmKeys.maxHeld()) {
            awaitRoom();
        }
        WarmKey known = warm(key);
        while (known == null && coldKeys.isFull()) {
            thread.awaitMail();
            known = warm(key);
        }
        if (known != null) {
            judge.judge(message, time, known);
            updates.send();
        } else if (outages.goesOnWithoutStore()) {
            coldKeys.startAsNew(message, time);
            updates.send();
        } else {
            coldKeys.add(message, time);
        }
    }

    /**
     * Holds a signal back behind the messages that wait.
     *
     * @return false if none waits: whoever has the signal passes it on
     */
    public boolean hold(Signal signal) {
        return coldKeys.hold(signal);
    }

    /** The key of an instrument; null while it is cold or messages of it wait. */
    private WarmKey warm(InstrumentKey key) throws Exception {
        return coldKeys.isWaiting(key) ? null : warmKeys.find(key);
    }

    /** Messages wait for lookups, and for updates nobody does, up to a number of them. */
    private boolean lookupsComeFirst() {
        return coldKeys.isLookingUp() && buffer.size() < warmKeys.maxHeld();
    }

    /**
     * Keys that are unsent and may not be parked are held: more than may be held are waited for.
     */
    private void awaitRoom() throws InterruptedException {
        while (!outages.mayGoOnWithoutStore() && buffer.held() >= warmKeys.maxHeld()) {
            updates.sendWithoutPause();
            thread.awaitMail();
        }
    }

    private void awaitColdKeys() throws Exception {
        if (coldKeys.isEmpty()) {
            return;
        }
        long until = outages.beginStoreWait();
        while (!coldKeys.isEmpty()) {
            if (thread.now() >= until) {
                coldKeys.startAllAsNew();
                return;
            }
            thread.awaitMail();
        }
    }

    // ---- outages

    private void outageBegan() throws Exception {
        outages.began();
        if (outages.goesOnWithoutStore()) {
            buffer.endFlushes(); // the snapshots hold what is unsent
            coldKeys.startAllAsNew();
        }
    }

    // ---- for commands, which work on the same keys

    TaskKeys keys() {
        return keys;
    }

    ControlFloor floor() {
        return floor;
    }

    Outages outages() {
        return outages;
    }

    SequenceStore store() {
        return store;
    }

    long lineage() {
        return lineage.value();
    }

    void sendUpdates() {
        updates.send();
    }

    /** As at the end of the input, where a timer never fires. */
    void sendUpdatesWithoutPause() {
        updates.sendWithoutPause();
    }

    // ---- what tests and metrics look at

    /** Keys whose newest state the store does not have. */
    public UpdateBuffer buffer() {
        return buffer;
    }

    /** Messages that wait for lookups of their keys. */
    public int waiting() {
        return coldKeys.size();
    }

    /** Keys in memory. */
    public WarmKeys warmKeys() {
        return warmKeys;
    }

    private final class Gauges implements TrackingGauges {

        @Override
        public int waiting() {
            return TrackingEngine.this.waiting();
        }

        @Override
        public int unsent() {
            return buffer.size();
        }

        @Override
        public long lagMillis() {
            long since = buffer.oldestSince();
            return since == UpdateBuffer.NOTHING_UNSENT ? 0 : Math.max(0, thread.now() - since);
        }

        @Override
        public long keys() {
            return warmKeys.known();
        }
    }
}
