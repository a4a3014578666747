package com.k2.sequence.operator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.CommandReceipt;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A whole job in one thread: partitions with offsets, keyed tasks, a store whose answers come late,
 * checkpoints, and crashes from which it resumes at any parallelism. The tasks are engines alone or
 * operators of Flink's, as the {@link SimulatedTask.Cluster} has them. Equal seeds give equal runs.
 * Outputs are kept as an exactly-once sink keeps them: what came after the checkpoint a run resumes
 * from is forgotten.
 *
 * <p>Part of the way in the topic is recreated: its offsets begin again with 0.
 *
 * <p>Where it has commands they come among the messages. They take effect at barriers, and so at
 * other places after a crash; the one that counts is in the {@link SimulatedHistory}.
 *
 * <p>A restore from an older checkpoint is a new submission. Sometimes another job, without state
 * and on another topic, has written the rows of known keys in between.
 *
 * <p>What crashed leaves its unanswered updates behind, and they may reach the store at any time
 * later, as those of an attempt that has not noticed its end do.
 */
public final class RecoverySimulation {

    private static final int PARTITIONS = 3;
    private static final int KEYS = 12;
    private static final int MESSAGES_PER_PARTITION = 150;
    private static final int COMMANDS = 60;
    private static final int MOST_IN_PIPELINE = 4;
    private static final String OTHER_TOPIC = "moved";
    private static final long TTL_MILLIS = 100_000;

    /** As many messages a partition has before its topic is recreated. */
    private static final int BEFORE_RECREATED = 60;

    /** What a run resumes from. */
    private record Checkpoint(
            SimulatedTask.Restored restored,
            int[] offsets,
            SimulatedHistory.Mark history,
            Map<SourcePosition, String> verdicts,
            Map<InstrumentKey, Long> touched) {

        private long id() {
            return restored.checkpointId();
        }
    }

    private final Random random;
    private final SimulatedTask.Cluster cluster;
    private final OutagePolicy onOutage;
    private final TrackingRule rule;

    /** The number in its partition of the message at each position. */
    private final Map<SourcePosition, Integer> numbers = new HashMap<>();

    private final List<List<SequencedMessage>> partitions = new ArrayList<>();
    private final Map<InstrumentKey, StoredSequence> rows = new HashMap<>();
    private final Deque<ManualStore> abandoned = new ArrayDeque<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private SimulatedHistory history;

    /** Where the job begins in each partition. */
    private final int[] begins = new int[PARTITIONS];

    /** How many messages of each an earlier job had tracked: of those this job writes no row. */
    private final int[] tracked = new int[PARTITIONS];

    private boolean tookOver;
    private final Map<String, CommandReceipt> acknowledged = new HashMap<>();

    /** Keys that have had no message since the store was emptied. */
    private final Set<InstrumentKey> behind = new HashSet<>();

    /** Rows as something that was given up has left them since the checkpoint began. */
    private final Map<InstrumentKey, StoredSequence> overwritten = new HashMap<>();

    /** Of each task that holds more keys than it may, the most messages that waited since then. */
    private final Map<SimulatedTask, Integer> waited = new HashMap<>();

    /** The first one is the lineage. */
    private long submission = 1;

    /** Whether another job has been there. */
    private boolean rolledBack;

    private List<SimulatedTask> subtasks = new ArrayList<>();
    private int[] offsets = new int[PARTITIONS];
    private Map<SourcePosition, String> verdicts = new HashMap<>();
    private boolean outage;
    private boolean emptied;
    private int crashesLeft;
    private long checkpointId;
    private long stateTtlMillis = TrackingSettings.FOR_EVER;

    /** When each key had its last message or command, by the cluster's clock. */
    private Map<InstrumentKey, Long> touched = new HashMap<>();

    /** The message that a task is to judge next; null where there is none. */
    private SequencedMessage coming;

    /** Keys whose deletion a crash has undone: the row may be of the new beginning. */
    private final Set<InstrumentKey> unsettled = new HashSet<>();

    /** Ids of commands that began to write rows again since rows were lost. */
    private final Set<String> rowsWritten = new HashSet<>();

    /** What has come to pass, for tests that ask whether all of it did. */
    private final Map<String, Integer> counts = new TreeMap<>();

    /** Of the JobManager, which triggers checkpoints; never goes back. */
    private long clock = 1_000;

    /** Of messages that the default rule judges. */
    public RecoverySimulation(
            long seed, SimulatedTask.Cluster cluster, OutagePolicy onOutage, boolean withCommands) {
        this(new Random(seed), false, cluster, onOutage, withCommands);
    }

    /** Of messages that the larger rule judges, if it is asked for. */
    public RecoverySimulation(
            Random random,
            boolean larger,
            SimulatedTask.Cluster cluster,
            OutagePolicy onOutage,
            boolean withCommands) {
        this.random = random;
        this.cluster = cluster;
        cluster.whileWaiting(this::goOnWhileATaskWaits);
        cluster.onForgotten(this::forgotten);
        this.onOutage = onOutage;
        SimulatedFeed feed = larger ? SimulatedFeed.larger(random) : SimulatedFeed.plain(random);
        this.rule = feed.trackingRule();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int of = partition;
            List<SequencedMessage> messages =
                    feed.messages(
                            partition,
                            MESSAGES_PER_PARTITION,
                            KEYS,
                            number -> position(of, number));
            for (int number = 0; number < messages.size(); number++) {
                numbers.put(messages.get(number).position(), number);
            }
            partitions.add(messages);
        }
        this.history =
                withCommands
                        ? SimulatedHistory.withCommands(rule, random, COMMANDS, symbols())
                        : SimulatedHistory.withoutCommands(rule);
    }

    /**
     * An earlier job has tracked the beginning of each partition, and left its rows; this one has
     * none of its state and begins before where that one ended.
     */
    public RecoverySimulation takingOver() {
        tookOver = true;
        List<SequencedMessage> before = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            tracked[partition] = startOfRecord(partition, random.nextInt(BEFORE_RECREATED));
            before.addAll(partitions.get(partition).subList(0, tracked[partition]));
            begins[partition] = startOfRecord(partition, random.nextInt(tracked[partition] + 1));
        }
        offsets = begins.clone();
        history = history.after(before);
        history.replay()
                .reader()
                .states()
                .forEach(
                        (key, tracked) ->
                                rows.put(
                                        key,
                                        new StoredSequence(
                                                tracked.state(),
                                                SourcePosition.parse(tracked.position())
                                                        .inTopic("first"),
                                                0,
                                                null,
                                                0)));
        return this;
    }

    /** The state of keys is deleted after a time; where the world goes on by itself. */
    RecoverySimulation forgettingKeys() {
        stateTtlMillis = TTL_MILLIS;
        return this;
    }

    /** Those of all feeds, and one that has no messages. */
    private List<String> symbols() {
        Set<String> symbols = new TreeSet<>(Set.of("SILENT"));
        partitions.forEach(
                partition ->
                        partition.forEach(message -> symbols.add(message.instrument().symbol())));
        return List.copyOf(symbols);
    }

    /** The number of the first message of a record that has a message of this number. */
    private int startOfRecord(int partition, int number) {
        int index = partitions.get(partition).get(number).index();
        return index == MessageExtras.ALONE ? number : number - index;
    }

    private static SourcePosition position(int partition, int number) {
        boolean isAnew = number >= BEFORE_RECREATED;
        return new SourcePosition(
                new SourcePartition("ticks", isAnew ? "second" : "first", partition),
                isAnew ? number - BEFORE_RECREATED : number);
    }

    /** Runs to the end of all partitions, with this many crashes on the way. */
    public void run(int crashesToCome) throws Exception {
        crashesLeft = crashesToCome;
        open(1 + random.nextInt(3), null);
        while (hasMore() || crashesLeft > 0) {
            step();
        }
        endOutage();
        applyAbandoned(Integer.MAX_VALUE);
        for (SimulatedTask subtask : subtasks) {
            subtask.runMails();
            subtask.store().answerAtOnce();
            subtask.endInput();
            if (!history.commands().isEmpty()) {
                subtask.endInput(); // that of commands
            }
        }
        takeLastCheckpoint();
        collectVerdicts();
        applyAbandoned(Integer.MAX_VALUE);
        closeAll();
    }

    /** As a job does before it ends: commands that wait take effect. */
    private void takeLastCheckpoint() throws Exception {
        checkpointId++;
        clock += 100; // more than there are commands of a key at one barrier
        for (SimulatedTask subtask : subtasks) {
            subtask.beginCheckpoint(checkpointId, clock).await();
        }
        barrier();
        for (SimulatedTask subtask : subtasks) {
            subtask.completeCheckpoint();
            subtask.runMails();
        }
    }

    private void step() throws Exception {
        switch (random.nextInt(20)) {
            case 0 -> checkpoint();
            case 1 -> {
                if (random.nextInt(3) == 0) {
                    crash();
                }
            }
            case 2 -> {
                toggleOutage();
                if (outage && onOutage == OutagePolicy.CONTINUE && random.nextInt(3) == 0) {
                    takeCheckpointsInOutage();
                }
            }
            case 3 -> applyAbandoned(1);
            case 4 -> {
                // Later most rows would stay behind, and nothing be seen of them.
                if (!tookOver && hasMore() && random.nextInt(10) == 0) {
                    emptyStore();
                }
            }
            case 5, 6, 7 -> answerSomething();
            case 8 -> passTime();
            case 9 -> {
                if (stateTtlMillis != TrackingSettings.FOR_EVER && random.nextInt(20) == 0) {
                    beQuiet();
                }
            }
            default -> deliver();
        }
    }

    private void passTime() throws Exception {
        long millis = 1 + random.nextInt(20);
        for (SimulatedTask subtask : subtasks) {
            subtask.passTime(millis);
        }
    }

    /**
     * Nothing comes for so long that state and rows of keys expire. By then whatever was given up
     * has ended.
     */
    private void beQuiet() throws Exception {
        endOutage();
        checkpoint();
        applyAbandoned(Integer.MAX_VALUE);
        for (InstrumentKey key : List.copyOf(rows.keySet())) {
            if (random.nextInt(3) > 0) {
                rows.remove(key);
                rowLost(key);
            }
        }
        rowsWritten.clear();
        emptied = true;
        long slice = TTL_MILLIS / 10;
        for (long passed = 0; passed < TTL_MILLIS + random.nextInt((int) TTL_MILLIS); ) {
            subtasks.get(0).passTime(slice);
            passed += slice;
            for (int answers = random.nextInt(8); answers > 0; answers--) {
                answerSomething();
            }
        }
    }

    private void rowLost(InstrumentKey key) {
        behind.add(key);
    }

    /** A task has deleted the state of a key. */
    private void forgotten(InstrumentKey key) {
        count("keys forgotten");
        history.forgotten(key, coming);
        assertThat(cluster.clock() - touched.get(key))
                .as("age of %s", key)
                .isGreaterThanOrEqualTo(TTL_MILLIS);
        if (abandoned.isEmpty()) {
            assertThat(rows).as("rows").doesNotContainKey(key);
        }
    }

    /** The rest of the world, while a task waits; mails reach it, but nothing runs within it. */
    private void goOnWhileATaskWaits() {
        switch (random.nextInt(8)) {
            case 0 -> {
                if (outage && random.nextInt(4) == 0) {
                    outage = false;
                    subtasks.forEach(subtask -> subtask.store().endOutage());
                }
            }
            case 1 -> applyAbandoned(1);
            case 2 -> cluster.pass(1 + random.nextInt(10));
            default -> answerOne(subtasks.get(random.nextInt(subtasks.size())).store());
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** By which all messages are judged. */
    TrackingRule rule() {
        return rule;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /** A barrier has passed. */
    private void barrier() {
        for (Command command : history.waiting()) {
            count(command.kind().name());
            if (command.kind() == Command.Kind.RESYNC) {
                rowsWritten.add(command.id());
            }
        }
        Set<InstrumentKey> changed = history.barrier();
        changed.forEach(this::touch);
        behind.removeAll(changed);
    }

    private void touch(InstrumentKey key) {
        touched.put(key, cluster.clock());
    }

    /** Few keys change between one and the next. */
    private void takeCheckpointsInOutage() throws Exception {
        for (int taken = 2 + random.nextInt(3); taken > 0; taken--) {
            for (int messages = random.nextInt(4); messages > 0 && hasMore(); messages--) {
                deliver();
            }
            checkpoint();
        }
    }

    private boolean hasMore() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            if (offsets[partition] < MESSAGES_PER_PARTITION) {
                return true;
            }
        }
        return history.hasUnreadCommands();
    }

    private void deliver() throws Exception {
        if (history.hasUnreadCommands() && random.nextInt(8) == 0) {
            Command command = history.readCommand();
            for (SimulatedTask subtask : subtasks) {
                subtask.command(command); // which takes it if it is meant
            }
            return;
        }
        int partition = random.nextInt(PARTITIONS);
        if (offsets[partition] == MESSAGES_PER_PARTITION
                || (outage
                        && onOutage == OutagePolicy.STALL
                        && !(cluster.worldGoesOn() && random.nextInt(4) == 0))) {
            return;
        }
        do {
            deliver(partitions.get(partition).get(offsets[partition]++));
        } while (offsets[partition] < MESSAGES_PER_PARTITION
                && partitions.get(partition).get(offsets[partition]).index() > 0);
    }

    private void deliver(SequencedMessage message) throws Exception {
        behind.remove(message.instrument());
        history.judged(message);
        coming = message;
        SimulatedTask subtask = subtaskOf(message.instrument());
        boolean waits = onOutage == OutagePolicy.STALL && subtask.isFullOfUnsent();
        if (waits && !cluster.worldGoesOn()) {
            subtask.store().answerUpdatesAtOnce(); // it waits for that
        }
        subtask.process(message);
        coming = null;
        touch(message.instrument());
        subtask.store().answerByHand();
        assertFewHeld(subtask);
    }

    /**
     * However long an outage lasts; those of a batch in flight come on top. Where it stalls, keys
     * of commands do too, and those of messages that waited for lookups: they are judged although
     * the updates of those before them are unsent.
     */
    private void assertFewHeld(SimulatedTask subtask) {
        if (onOutage == OutagePolicy.CONTINUE || history.commands().isEmpty()) {
            int few =
                    subtask.maxKeysHeld()
                            + MOST_IN_PIPELINE
                            // those of a lookup that was answered while it waited
                            + (cluster.worldGoesOn() ? MOST_IN_PIPELINE : 0);
            int before = onOutage == OutagePolicy.STALL ? waited.getOrDefault(subtask, 0) : 0;
            assertThat(subtask.keysHeld()).as("keys held").isLessThanOrEqualTo(few + before);
            boolean areFew = subtask.keysHeld() <= few;
            waited.put(subtask, Math.max(subtask.waiting(), areFew ? 0 : before));
        }
    }

    private SimulatedTask subtaskOf(InstrumentKey key) {
        return subtasks.get(cluster.taskOf(key.symbol(), subtasks.size()));
    }

    private void answerSomething() throws Exception {
        SimulatedTask subtask = subtasks.get(random.nextInt(subtasks.size()));
        if (outage) {
            return;
        }
        answerOne(subtask.store());
        if (!cluster.worldGoesOn() || random.nextBoolean()) {
            subtask.runMails();
        }
    }

    /** If the server is there. */
    private void answerOne(ManualStore store) {
        if (outage) {
            return;
        }
        if (random.nextInt(6) == 0) {
            store.readLookup();
        } else if (random.nextInt(6) == 0) {
            store.loseAnswerOfUpdate();
        } else if (random.nextBoolean() && !store.lookups.isEmpty()) {
            store.answerLookup();
        } else if (!store.updates.isEmpty()) {
            store.answerUpdate();
        } else if (!store.acknowledging.isEmpty()) {
            store.answerAcknowledging();
        }
    }

    /** The server comes back with nothing: a key is whole again at its next message. */
    private void emptyStore() {
        emptied = true;
        rowsWritten.clear();
        rows.keySet().forEach(this::rowLost);
        rows.clear();
    }

    /** Begins a checkpoint, goes on for a while, and lets it complete. */
    private void checkpoint() throws Exception {
        if (outage && onOutage == OutagePolicy.STALL) {
            return; // would wait until the outage is over
        }
        checkpointId++;
        clock += 100; // more than there are commands of a key at one barrier
        List<SimulatedTask.PendingSnapshot> pending = new ArrayList<>();
        for (SimulatedTask subtask : subtasks) {
            if (!outage && !cluster.worldGoesOn()) {
                subtask.store().answerLookupsAtOnce();
            }
            pending.add(subtask.beginCheckpoint(checkpointId, clock));
            subtask.store().answerByHand();
        }
        count("checkpoints");
        collectVerdicts();
        barrier();
        SimulatedHistory.Mark historyBefore = history.mark();
        int[] offsetsBefore = offsets.clone();
        Map<SourcePosition, String> verdictsBefore = Map.copyOf(verdicts);
        Map<InstrumentKey, Long> touchedBefore = Map.copyOf(touched);
        Map<InstrumentKey, Integer> newestBefore = newestOfKeys();
        newestBefore.keySet().removeAll(behind);
        newestBefore.keySet().removeAll(unsettled);
        newestBefore.keySet().removeAll(history.silentSinceForgotten());
        // Their rows are of a future that was given up, until the command takes effect again.
        newestBefore.keySet().removeAll(history.undone());
        overwritten.clear();
        goOnMeanwhile();
        if (random.nextInt(4) == 0) {
            return; // crashes, or is aborted, before it completes
        }
        List<Object> states = complete(pending);
        if (onOutage == OutagePolicy.STALL) {
            // Nothing writes them again before the keys' next messages.
            newestBefore.keySet().removeIf(key -> behind.contains(key) || isAsOverwritten(key));
            assertNotBehind(newestBefore);
        }
        checkpoints.add(
                new Checkpoint(
                        new SimulatedTask.Restored(subtasks.size(), states, checkpointId),
                        offsetsBefore,
                        historyBefore,
                        verdictsBefore,
                        touchedBefore));
        if (random.nextInt(4) > 0) {
            for (SimulatedTask subtask : subtasks) {
                subtask.completeCheckpoint();
            }
        } // else it crashes before it hears of it, or hears of a later one
    }

    /** The number in its partition of each key's newest message. */
    private Map<InstrumentKey, Integer> newestOfKeys() {
        Map<InstrumentKey, Integer> newest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int number = tracked[partition]; number < offsets[partition]; number++) {
                newest.put(partitions.get(partition).get(number).instrument(), number);
            }
        }
        return newest;
    }

    /** Offsets of a complete checkpoint may be committed: a job without state starts from them. */
    private void assertNotBehind(Map<InstrumentKey, Integer> newest) {
        newest.forEach(
                (key, number) ->
                        assertThat(numberInRow(key))
                                .as(key.toString())
                                .isGreaterThanOrEqualTo(number));
    }

    /** The number in its partition of the message that a key's row is of; -1 without a row. */
    private int numberInRow(InstrumentKey key) {
        StoredSequence row = rows.get(key);
        if (row == null) {
            return -1;
        }
        return numbers.getOrDefault(row.position(), -1);
    }

    private void goOnMeanwhile() throws Exception {
        for (int steps = random.nextInt(12); steps > 0; steps--) {
            switch (random.nextInt(8)) {
                case 0 -> toggleOutage();
                case 1 -> applyAbandoned(1);
                case 2, 3 -> answerSomething();
                default -> deliver();
            }
        }
    }

    private List<Object> complete(List<SimulatedTask.PendingSnapshot> pending) throws Exception {
        if (onOutage == OutagePolicy.STALL) {
            endOutage();
        }
        List<Object> states = new ArrayList<>();
        for (int index = 0; index < pending.size(); index++) {
            ManualStore store = subtasks.get(index).store();
            if (!outage && !cluster.worldGoesOn()) {
                store.answerAtOnce();
            }
            states.add(pending.get(index).await());
            store.answerByHand();
        }
        return states;
    }

    /**
     * Ends everything at once and resumes, mostly from the newest checkpoint, at any parallelism.
     */
    private void crash() throws Exception {
        if (checkpoints.isEmpty() || crashesLeft == 0) {
            return;
        }
        crashesLeft--;
        count("crashes");
        closeAll();
        int back = random.nextInt(3) == 0 ? random.nextInt(checkpoints.size()) : 0;
        Checkpoint from = checkpoints.get(checkpoints.size() - 1 - back);
        // A restore from an older savepoint: the later ones are of a future that is given up.
        checkpoints.subList(checkpoints.size() - back, checkpoints.size()).clear();
        offsets = from.offsets.clone();
        unsettled.addAll(history.resume(from.history));
        touched = new HashMap<>(from.touched);
        if (back > 0) {
            checkpointId = from.id(); // a new submission counts on from there
            // It would be the past of keys that were forgotten.
            if (random.nextBoolean() && stateTtlMillis == TrackingSettings.FOR_EVER) {
                runAnotherJob(from);
            }
            submission++;
        }
        verdicts = new HashMap<>(from.verdicts);
        if (emptied || rolledBack) {
            // What brought a key's row back may be of the future that is given up.
            newestOfKeys()
                    .forEach(
                            (key, number) -> {
                                if (numberInRow(key) < number) {
                                    behind.add(key);
                                }
                            });
        }
        open(1 + random.nextInt(3), from);
        if (random.nextInt(3) == 0) {
            deliver();
            crash(); // a second failure during recovery
        }
    }

    /**
     * Under another job the keys that the checkpoint knows have moved to another topic. It ends
     * without noticing it, and the job before it is restored on purpose.
     */
    private void runAnotherJob(Checkpoint restoredNext) throws Exception {
        // Two jobs that are given up, and both still write, may let each other's rows in again.
        applyAbandoned(Integer.MAX_VALUE);
        // An older one would meet keys for the first time in the rows of the other job.
        checkpoints.removeIf(checkpoint -> checkpoint != restoredNext);
        rolledBack = true;
        rowsWritten.clear();
        SimulatedTask other =
                cluster.open(
                        new SimulatedTask.Setup(
                                rule,
                                rows,
                                acknowledged,
                                ++submission,
                                OutagePolicy.STALL,
                                100,
                                1_000,
                                false,
                                TrackingSettings.FOR_EVER,
                                0,
                                1,
                                null));
        other.store().answerLookupsAtOnce();
        long offset = 0;
        for (InstrumentKey key : newestOfKeys().keySet()) {
            SourcePosition moved = new SourcePosition(OTHER_TOPIC, 0, offset++);
            other.process(TestInputs.message(key.symbol(), random.nextInt(2_000), moved));
            other.runMails();
            if (random.nextBoolean() && !other.store().updates.isEmpty()) {
                other.store().answerUpdate();
                other.runMails();
            }
        }
        other.close();
        abandoned.add(other.store());
        behind.addAll(newestOfKeys().keySet());
    }

    private void open(int parallelism, Checkpoint from) throws Exception {
        subtasks = new ArrayList<>();
        waited.clear();
        outage = false;
        for (int index = 0; index < parallelism; index++) {
            subtasks.add(
                    cluster.open(
                            new SimulatedTask.Setup(
                                    rule,
                                    rows,
                                    acknowledged,
                                    submission,
                                    onOutage,
                                    1 + random.nextInt(MOST_IN_PIPELINE),
                                    1 + random.nextInt(KEYS), // they make room all the time
                                    !history.commands().isEmpty(),
                                    stateTtlMillis,
                                    index,
                                    parallelism,
                                    from == null ? null : from.restored)));
        }
    }

    private void toggleOutage() throws Exception {
        if (outage) {
            endOutage();
        } else {
            outage = true;
            count("outages");
            for (SimulatedTask subtask : subtasks) {
                subtask.store().beginOutage();
                subtask.runMails();
            }
        }
    }

    private void endOutage() throws Exception {
        if (outage) {
            outage = false;
            for (SimulatedTask subtask : subtasks) {
                subtask.store().endOutage();
                subtask.runMails();
            }
        }
    }

    private void applyAbandoned(int most) {
        for (int applied = 0; applied < most && !abandoned.isEmpty(); applied++) {
            ManualStore store = abandoned.remove();
            if (!store.updates.isEmpty()) {
                Map<InstrumentKey, StoredSequence> before = Map.copyOf(rows);
                store.answerUpdate();
                rows.forEach((key, row) -> written(key, before.get(key), row));
            }
            if (!store.updates.isEmpty()) {
                abandoned.add(store);
            }
        }
    }

    /**
     * Something that was given up may have written a row. Where the row is of another job, or was
     * of a submission before and elsewhere, it may be older than the job that goes on, which had
     * been refused there: until the key's next message.
     */
    private void written(InstrumentKey key, StoredSequence before, StoredSequence now) {
        if (now == before) {
            return;
        }
        boolean isOfAnotherJob = now.position().topic().equals(OTHER_TOPIC);
        boolean isElsewhere =
                before != null
                        && now.submission() > before.submission()
                        && !now.position().source().isSameAs(before.position().source());
        if (isOfAnotherJob || isElsewhere) {
            behind.add(key);
            overwritten.put(key, now);
        } else if (overwritten.containsKey(key)) {
            overwritten.put(key, now);
        }
    }

    private boolean isAsOverwritten(InstrumentKey key) {
        return overwritten.containsKey(key) && overwritten.get(key).equals(rows.get(key));
    }

    private void collectVerdicts() {
        for (SimulatedTask subtask : subtasks) {
            for (CheckedRecord checked : subtask.checked()) {
                verdicts.put(
                        checked.record().position().at(checked.index()),
                        SequentialTracker.text(checked.verdict()));
            }
        }
    }

    private void closeAll() throws Exception {
        for (SimulatedTask subtask : subtasks) {
            subtask.close();
            abandoned.add(subtask.store());
        }
    }

    /**
     * Every verdict and every row is a sequential reader's, and every command is acknowledged as it
     * finds it.
     */
    public void assertExact() {
        SimulatedHistory.Replay replay = history.replay();
        for (String id : rowsWritten) {
            // of a future that was given up where the history does not have it
            behind.removeAll(replay.resynced().getOrDefault(id, Set.of()));
        }
        assertThat(replay.verdicts())
                .hasSize(PARTITIONS * MESSAGES_PER_PARTITION - Arrays.stream(begins).sum());
        assertThat(verdicts).isEqualTo(replay.verdicts());
        Map<InstrumentKey, SequentialTracker.Tracked> states = replay.reader().states();
        states.forEach(this::assertRow);
        Set<InstrumentKey> known = new HashSet<>(history.everForgotten());
        known.addAll(states.keySet());
        assertThat(known).containsAll(rows.keySet());
        for (Command command : history.commands()) {
            if (command.kind() == Command.Kind.RESYNC) {
                assertThat(keysOfAllTasks(command)).as(command.toString()).isNotEmpty();
            } else if (command.kind() == Command.Kind.CLEAR_ALL) {
                assertThat(keysOfAllTasks(command))
                        .as(command.toString())
                        .contains((long) replay.cleared().get(command.id()));
            } else {
                assertAcknowledged(command, replay.lastNumbers());
            }
        }
    }

    /** By each number of tasks that have all acknowledged it, how many keys they counted. */
    private List<Long> keysOfAllTasks(Command command) {
        List<Long> keys = new ArrayList<>();
        for (int tasks = 1; tasks <= 3; tasks++) {
            long sum = 0;
            boolean byAll = true;
            for (int task = 1; task <= tasks; task++) {
                CommandReceipt done = acknowledged.get(command.id() + ' ' + task + '/' + tasks);
                byAll &= done != null;
                sum += done == null ? 0 : done.share().keys();
            }
            if (byAll) {
                keys.add(sum);
            }
        }
        return keys;
    }

    private void assertAcknowledged(Command command, Map<String, List<BigInteger>> lastNumbers) {
        CommandReceipt done = acknowledged.get(command.id());
        assertThat(Arrays.asList(bigOrNull(done.before()), bigOrNull(done.after())))
                .as(command.toString())
                .isEqualTo(lastNumbers.get(command.id()));
        assertThat(done.key()).isEqualTo(command.instrument());
        assertThat(done.command()).isEqualTo(command.kind().name());
        assertThat(done.position()).isEqualTo(command.position());
    }

    private static BigInteger bigOrNull(Long number) {
        return number == null ? null : BigInteger.valueOf(number);
    }

    private void assertRow(InstrumentKey key, SequentialTracker.Tracked expected) {
        if (!behind.contains(key) && !unsettled.contains(key)) {
            StoredSequence row = rows.get(key);
            assertThat(row).as("row of %s", key).isNotNull();
            assertThat(row.state()).as(key.toString()).isEqualTo(expected.state());
            assertThat(row.position().toString()).isEqualTo(expected.position());
        }
    }
}
