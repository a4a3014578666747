package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commands that wait for the next barrier, in the order they came, and what the store has of those
 * of their keys that are cold. Used by one thread.
 */
final class PendingCommands {

    private final List<Command> commands = new ArrayList<>();
    private final Map<InstrumentKey, SequenceBase> bases = new HashMap<>();

    void add(Command command) {
        commands.add(command);
    }

    /** The keys of those that are for one key, each once. */
    Set<InstrumentKey> keys() {
        Set<InstrumentKey> keys = new LinkedHashSet<>();
        for (Command command : commands) {
            if (!command.kind().isForAllKeys()) {
                keys.add(command.instrument());
            }
        }
        return keys;
    }

    /** The store has this of a key. */
    void found(InstrumentKey key, SequenceBase base) {
        bases.put(key, base);
    }

    /**
     * What the store has of a command's key, where that is cold; null where it has nothing, or
     * could not be asked.
     */
    SequenceBase baseOf(Command command) {
        return bases.get(command.instrument());
    }

    /** Those that wait, in their order. */
    List<Command> all() {
        return commands;
    }

    /** Takes out those of a kind that changes no state, so that it may take effect before. */
    List<Command> takeResyncs() {
        List<Command> taken = commands.stream().filter(PendingCommands::isResync).toList();
        commands.removeIf(PendingCommands::isResync);
        return taken;
    }

    private static boolean isResync(Command command) {
        return command.kind() == Command.Kind.RESYNC;
    }

    /** They have taken effect. */
    void clear() {
        commands.clear();
        bases.clear();
    }
}
