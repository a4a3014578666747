package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The control topic of a simulated job, and the order in which messages and commands take effect:
 * messages as they are delivered, a command at the barrier after it. What came after the checkpoint
 * that a run resumes from is forgotten; what is left in the end is the one committed history.
 */
final class SimulatedHistory {

    /** How far it is at a barrier. */
    record Mark(int commandsRead, int length) {}

    /**
     * What a sequential reader says of the whole history.
     *
     * @param verdicts by position
     * @param lastNumbers by the id of a command for one key, the last number before and after it
     * @param cleared by the id of one for all keys, how many it cleared
     * @param resynced by the id of one that writes rows again, the keys that were known
     * @param commanded keys that a command was applied to
     */
    record Replay(
            SequentialTracker reader,
            Map<SourcePosition, String> verdicts,
            Map<String, List<BigInteger>> lastNumbers,
            Map<String, Integer> cleared,
            Map<String, Set<InstrumentKey>> resynced,
            Set<InstrumentKey> commanded) {}

    private static final String TRACKED_BEFORE = "NORMAL -1";

    private final TrackingRule rule;
    private final List<Command> topic;

    /** What an earlier job tracked. */
    private final List<SequencedMessage> before;

    private final List<Command> waiting = new ArrayList<>();

    /** Messages and commands. */
    private final List<Record> history = new ArrayList<>();

    /** Keys whose commands a failure has undone, until they take effect again. */
    private final Set<InstrumentKey> undone = new HashSet<>();

    private final Set<InstrumentKey> everForgotten = new HashSet<>();

    private int commandsRead;

    private SimulatedHistory(
            TrackingRule rule, List<Command> topic, List<SequencedMessage> before) {
        this.rule = rule;
        this.topic = topic;
        this.before = before;
    }

    static SimulatedHistory withoutCommands(TrackingRule rule) {
        return new SimulatedHistory(rule, List.of(), List.of());
    }

    /** The same commands, after what an earlier job tracked. */
    SimulatedHistory after(List<SequencedMessage> messages) {
        return new SimulatedHistory(rule, topic, messages);
    }

    static SimulatedHistory withCommands(
            TrackingRule rule, Random random, int count, List<String> symbols) {
        List<Command> topic = new ArrayList<>();
        for (int offset = 0; offset < count; offset++) {
            String symbol = symbols.get(random.nextInt(symbols.size()));
            if (random.nextInt(7) == 0) {
                String pattern = random.nextBoolean() ? "*" : "P" + random.nextInt(2) + "*";
                Command.Kind kind =
                        random.nextBoolean() ? Command.Kind.CLEAR_ALL : Command.Kind.RESYNC;
                topic.add(TestInputs.forAll(kind, pattern, offset));
                continue;
            }
            topic.add(
                    random.nextBoolean()
                            ? TestInputs.clear(symbol, offset)
                            : TestInputs.set(symbol, random.nextInt(2_000), offset));
        }
        return new SimulatedHistory(rule, topic, List.of());
    }

    List<Command> commands() {
        return topic;
    }

    boolean hasUnreadCommands() {
        return commandsRead < topic.size();
    }

    Command readCommand() {
        Command command = topic.get(commandsRead++);
        waiting.add(command);
        return command;
    }

    void judged(SequencedMessage message) {
        history.add(message);
    }

    /**
     * The state of a key is deleted for its age.
     *
     * @param coming the message that waits to be judged after this; null where none does
     */
    void forgotten(InstrumentKey key, SequencedMessage coming) {
        int at = coming == null ? history.size() : history.lastIndexOf(coming);
        history.add(at, new Forgotten(key));
        everForgotten.add(key);
    }

    /** Keys whose state was deleted, be it in a future that was given up. */
    Set<InstrumentKey> everForgotten() {
        return everForgotten;
    }

    /** Keys that have had no message since their state was deleted. */
    Set<InstrumentKey> silentSinceForgotten() {
        Set<InstrumentKey> silent = new HashSet<>();
        for (Record entry : history) {
            if (entry instanceof Forgotten forgotten) {
                silent.add(forgotten.key);
            } else if (entry instanceof SequencedMessage message) {
                silent.remove(message.instrument());
            }
        }
        return silent;
    }

    private record Forgotten(InstrumentKey key) {}

    /** The commands read so far take effect; their keys. */
    Set<InstrumentKey> barrier() {
        Set<InstrumentKey> keys = new HashSet<>();
        for (Command command : waiting) {
            if (command.kind() != Command.Kind.RESYNC) {
                keys.addAll(keysOf(command));
            }
            if (command.kind() == Command.Kind.CLEAR_ALL) {
                undone.removeIf(command.pattern()::matches); // also one that is met later
            }
            history.add(command);
        }
        waiting.clear();
        undone.removeAll(keys);
        return keys;
    }

    /** Those that a command changes if it takes effect now. */
    private Set<InstrumentKey> keysOf(Command command) {
        if (!command.kind().isForAllKeys()) {
            return Set.of(command.instrument());
        }
        Set<InstrumentKey> keys = new HashSet<>();
        met(history).stream().filter(command.pattern()::matches).forEach(keys::add);
        return keys;
    }

    /** The keys that the job knows after these messages and commands. */
    private static Set<InstrumentKey> met(List<Record> entries) {
        Set<InstrumentKey> met = new HashSet<>();
        for (Record entry : entries) {
            if (entry instanceof SequencedMessage message) {
                met.add(message.instrument());
            } else if (entry instanceof Forgotten forgotten) {
                met.remove(forgotten.key);
            } else if (!((Command) entry).kind().isForAllKeys()) {
                met.add(((Command) entry).instrument());
            }
        }
        return met;
    }

    Mark mark() {
        return new Mark(commandsRead, history.size());
    }

    /**
     * What came after the mark is forgotten.
     *
     * @return keys whose deletion is undone
     */
    Set<InstrumentKey> resume(Mark from) {
        Set<InstrumentKey> remembered = new HashSet<>();
        List<Record> givenUp = history.subList(from.length, history.size());
        for (int at = from.length; at < history.size(); at++) {
            if (history.get(at) instanceof Command command
                    && command.kind() != Command.Kind.RESYNC) {
                if (command.kind().isForAllKeys()) {
                    met(history.subList(0, at)).stream()
                            .filter(command.pattern()::matches)
                            .forEach(undone::add);
                    // One that is met after it begins with its number.
                    met(history.subList(at, history.size())).stream()
                            .filter(command.pattern()::matches)
                            .forEach(undone::add);
                } else {
                    undone.add(command.instrument());
                }
            }
        }
        for (Record entry : givenUp) {
            if (entry instanceof Forgotten forgotten) {
                remembered.add(forgotten.key);
            }
        }
        givenUp.clear();
        waiting.clear();
        commandsRead = from.commandsRead;
        return remembered;
    }

    /** Commands that were read and have not taken effect. */
    List<Command> waiting() {
        return waiting;
    }

    Set<InstrumentKey> undone() {
        return undone;
    }

    Replay replay() {
        Replay replay =
                new Replay(
                        new SequentialTracker(rule),
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashSet<>());
        Map<InstrumentKey, SourcePosition> tracked = new HashMap<>();
        for (SequencedMessage message : before) {
            replay.reader.read(message);
            tracked.put(message.instrument(), message.position());
        }
        Map<InstrumentKey, SourcePosition> passed = new HashMap<>();
        Set<InstrumentKey> metAfterClearAll = new HashSet<>();
        for (int at = 0; at < history.size(); at++) {
            Record entry = history.get(at);
            if (entry instanceof Forgotten forgotten) {
                replay.reader.forget(forgotten.key);
            } else if (entry instanceof Command command && command.kind() == Command.Kind.RESYNC) {
                Set<InstrumentKey> meant = met(history.subList(0, at));
                meant.removeIf(key -> !command.pattern().matches(key));
                replay.resynced.put(command.id(), meant);
            } else if (entry instanceof Command command && command.kind().isForAllKeys()) {
                int cleared = 0;
                for (InstrumentKey key : met(history.subList(0, at))) {
                    if (command.pattern().matches(key) && replay.reader.lastNumber(key) != null) {
                        takePlace(key, tracked, passed, replay.reader);
                        replay.reader.clear(key, command.position().toString());
                        replay.commanded.add(key);
                        cleared++;
                    }
                }
                replay.cleared.put(command.id(), cleared);
            } else if (entry instanceof Command command) {
                takePlace(command.instrument(), tracked, passed, replay.reader);
                replay.commanded.add(command.instrument());
                apply(command, replay);
            } else {
                SequencedMessage message = (SequencedMessage) entry;
                SourcePosition position = message.position();
                if (isTracked(tracked.get(message.instrument()), position)) {
                    replay.verdicts.put(position, TRACKED_BEFORE);
                    // A later command takes effect where the first one did.
                    if (!met(history.subList(0, at)).contains(message.instrument())
                            && isAfterClearAll(message.instrument(), at)) {
                        metAfterClearAll.add(message.instrument());
                    }
                    if (!replay.commanded.contains(message.instrument())
                            && !metAfterClearAll.contains(message.instrument())) {
                        passed.put(message.instrument(), position);
                    }
                } else {
                    passed.remove(message.instrument());
                    replay.verdicts.put(position, replay.reader.read(message));
                }
            }
        }
        return replay;
    }

    /** Whether a command for all keys that is for this one has taken effect before. */
    private boolean isAfterClearAll(InstrumentKey key, int at) {
        return history.subList(0, at).stream()
                .anyMatch(
                        entry ->
                                entry instanceof Command command
                                        && command.kind() == Command.Kind.CLEAR_ALL
                                        && command.pattern().matches(key));
    }

    private static boolean isTracked(SourcePosition tracked, SourcePosition position) {
        return tracked != null && position.isAtOrBefore(tracked);
    }

    /** A command takes effect: what was tracked after the last message is to be judged. */
    private static void takePlace(
            InstrumentKey key,
            Map<InstrumentKey, SourcePosition> tracked,
            Map<InstrumentKey, SourcePosition> passed,
            SequentialTracker reader) {
        SourcePosition place = passed.remove(key);
        if (place != null) {
            tracked.remove(key);
            reader.moveTo(key, place.toString());
        }
    }

    private static void apply(Command command, Replay replay) {
        InstrumentKey key = command.instrument();
        String position = command.position().toString();
        BigInteger before = replay.reader.lastNumber(key);
        switch (command.kind()) {
            case CLEAR -> replay.reader.clear(key, position);
            case SET -> replay.reader.set(key, command.lastSequence(), position);
            default -> throw new IllegalArgumentException(command + " is for all keys");
        }
        replay.lastNumbers.put(command.id(), Arrays.asList(before, replay.reader.lastNumber(key)));
    }
}
