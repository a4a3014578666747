package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.layout.RowWriter;
import com.k2.sequence.store.StoredSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Objects;

/**
 * What stands under one key: a row, or something that can't be read as one.
 *
 * @param redisKey the whole key, never null
 * @param key the instrument it is for; null where the key is none that the tracker writes
 * @param row null where it can't be read
 * @param stored the same as the job reads it; null where the row was not read whole, or can't be
 * @param unreadable why it can't be read; null where it can
 * @param writer who wrote it; null where that was not asked for or can't be read
 */
public record FoundRow(
        String redisKey,
        InstrumentKey key,
        RedisRow row,
        StoredSequence stored,
        String unreadable,
        RowWriter writer) {

    public FoundRow {
        Objects.requireNonNull(redisKey, "redisKey");
        if ((row == null) == (unreadable == null)) {
            throw new IllegalArgumentException("a row is read, or there is a reason why not");
        }
    }

    public boolean isReadable() {
        return row != null;
    }

    /** Whether a later version of the job wrote it, in a form that this one does not know. */
    public boolean isOfLaterForm() {
        return writer != null && writer.isOfLaterForm();
    }
}
