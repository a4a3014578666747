package com.k2.sequence.redis;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoreListener;
import java.util.Objects;
import java.util.function.Supplier;

/** Opens stores on the servers that {@code redis.uri} names. */
public final class RedisSequenceStoreFactory implements SequenceStoreFactory {

    private static final long serialVersionUID = 1L;

    private final RedisSettings options;

    public RedisSequenceStoreFactory(RedisSettings options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * @param lineage from 0
     * @param submission from the lineage on
     */
    @Override
    public SequenceStore open(
            long lineage, long submission, boolean waitsForAccess, StoreListener listener) {
        return open(options, () -> options, lineage, submission, waitsForAccess, listener);
    }

    /**
     * Opens a store whose login and TLS files may change while it is open.
     *
     * @param options all but login and TLS files, which are those of {@code latest}
     * @param latest asked for each connection; what it throws counts as a failure of the connection
     */
    public static SequenceStore open(
            RedisSettings options,
            Supplier<RedisSettings> latest,
            long lineage,
            long submission,
            boolean waitsForAccess,
            StoreListener listener) {
        return new RedisSequenceStore(
                options, latest, lineage, submission, waitsForAccess, listener);
    }

    @Override
    public String toString() {
        return options.toString();
    }
}
