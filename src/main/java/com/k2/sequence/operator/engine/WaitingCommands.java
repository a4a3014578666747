package com.k2.sequence.operator.engine;

import com.k2.sequence.message.ControlCommand;
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
public final class WaitingCommands {

    private final List<ControlCommand> commands = new ArrayList<>();
    private final Map<InstrumentKey, SequenceBase> bases = new HashMap<>();

    public void add(ControlCommand command) {
        commands.add(command);
    }

    /** The keys of those that are for one key, each once. */
    public Set<InstrumentKey> keys() {
        Set<InstrumentKey> keys = new LinkedHashSet<>();
        for (ControlCommand command : commands) {
            if (!command.kind().isForAllKeys()) {
                keys.add(command.instrument());
            }
        }
        return keys;
    }

    /** The store has this of a key. */
    public void found(InstrumentKey key, SequenceBase base) {
        bases.put(key, base);
    }

    /** What the store has of a cold key; null where it has nothing, or could not be asked. */
    public SequenceBase baseOf(InstrumentKey key) {
        return bases.get(key);
    }

    /** Those that wait, in their order. */
    public List<ControlCommand> all() {
        return commands;
    }

    /** Takes out those of a kind that changes no state, so that it may take effect before. */
    public List<ControlCommand> takeResyncs() {
        List<ControlCommand> taken = commands.stream().filter(WaitingCommands::isResync).toList();
        commands.removeIf(WaitingCommands::isResync);
        return taken;
    }

    private static boolean isResync(ControlCommand command) {
        return command.kind() == ControlCommand.Kind.RESYNC;
    }

    /** They have taken effect. */
    public void clear() {
        commands.clear();
        bases.clear();
    }
}
