package com.k2.sequence.redis;

import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoreListener;
import java.util.Objects;

/** Opens stores on the servers that {@code redis.uri} names. */
public final class RedisSequenceStoreFactory implements SequenceStoreFactory {

    private static final long serialVersionUID = 1L;

    private final RedisOptions options;

    public RedisSequenceStoreFactory(RedisOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * @param lineage from 0
     * @param submission from the lineage on
     */
    @Override
    public SequenceStore open(long lineage, long submission, StoreListener listener) {
        return new RedisSequenceStore(options, lineage, submission, listener);
    }

    @Override
    public String toString() {
        return options.toString();
    }
}
