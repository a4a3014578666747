package com.k2.sequence.store;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Objects;

/**
 * What a command has done, for whoever sent it. There is one only once a complete checkpoint holds
 * what the command did: no failure takes it back.
 *
 * @param id the sender's own name of the command, never null
 * @param command its word, such as CLEAR, never null
 * @param key what it was applied to, or the patterns of those keys, never null
 * @param before the last number before it; null where nothing was known
 * @param after the last number after it; null where nothing is known
 * @param checkpoint the id of the checkpoint that holds it
 * @param position where it stands in the control topic, never null
 * @param share of a command for all keys, what this task has done of it; null of one for one key
 */
public record CommandReceipt(
        String id,
        String command,
        InstrumentKey key,
        Long before,
        Long after,
        long checkpoint,
        SourcePosition position,
        Share share) {

    /**
     * What a task has done of a command for all keys.
     *
     * @param task which one it is, from 0
     * @param tasks how many there are
     * @param keys how many of its keys the command was applied to
     * @param lineage as which the job writes rows
     * @param control of no key that the command was applied to is the control number less; 0 where
     *     the command changes none
     */
    public record Share(int task, int tasks, long keys, long lineage, long control) {}

    /** Of a command for one key. */
    public CommandReceipt(
            String id,
            String command,
            InstrumentKey key,
            Long before,
            Long after,
            long checkpoint,
            SourcePosition position) {
        this(id, command, key, before, after, checkpoint, position, null);
    }

    public CommandReceipt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(position, "position");
    }

    /** The same, as held by this checkpoint. */
    public CommandReceipt heldBy(long otherCheckpoint) {
        return new CommandReceipt(
                id, command, key, before, after, otherCheckpoint, position, share);
    }
}
