package com.k2.sequence.operator;

import com.k2.sequence.io.ControlCommand;
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
final class WaitingCommands {

    private final List<ControlCommand> commands = new ArrayList<>();
    private final Map<InstrumentKey, SequenceBase> bases = new HashMap<>();

    void add(ControlCommand command) {
        commands.add(command);
    }

    /** Their keys, each once. */
    Set<InstrumentKey> keys() {
        Set<InstrumentKey> keys = new LinkedHashSet<>();
        commands.forEach(command -> keys.add(command.instrument()));
        return keys;
    }

    /** The store has this of a key. */
    void found(InstrumentKey key, SequenceBase base) {
        bases.put(key, base);
    }

    /** What the store has of a cold key; null where it has nothing, or could not be asked. */
    SequenceBase baseOf(InstrumentKey key) {
        return bases.get(key);
    }

    /** Those that wait, in their order. */
    List<ControlCommand> all() {
        return commands;
    }

    /** They have taken effect. */
    void clear() {
        commands.clear();
        bases.clear();
    }
}
