package com.k2.sequence.store;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SourcePosition;
import java.util.Objects;

/**
 * What a command has done, for whoever sent it. There is one only once a complete checkpoint holds
 * what the command did: no failure takes it back.
 *
 * @param id the sender's own name of the command, never null
 * @param command its word, such as CLEAR, never null
 * @param key what it was applied to, never null
 * @param before the last number before it; null where nothing was known
 * @param after the last number after it; null where nothing is known
 * @param checkpoint the id of the checkpoint that holds it
 * @param position where it stands in the control topic, never null
 */
public record CommandAcknowledgement(
        String id,
        String command,
        InstrumentKey key,
        Long before,
        Long after,
        long checkpoint,
        SourcePosition position) {

    public CommandAcknowledgement {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(position, "position");
    }

    /** The same, as held by this checkpoint. */
    public CommandAcknowledgement heldBy(long otherCheckpoint) {
        return new CommandAcknowledgement(
                id, command, key, before, after, otherCheckpoint, position);
    }
}
