package com.k2.sequence.job;

import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.LateSettings;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;

/**
 * Opens the stores of the job. What the references of its options name is read where a connection
 * is opened: the job, as the cluster keeps it, holds no password that is referred to.
 */
public final class RedisStores implements SequenceStoreFactory {

    private final LateSettings<RedisSettings> settings;

    RedisStores(LateSettings<RedisSettings> settings) {
        this.settings = settings;
    }

    @Override
    public SequenceStore open(
            long lineage, long submission, boolean waitsForAccess, StoreListener listener) {
        return RedisSequenceStoreFactory.open(
                first(waitsForAccess), this::read, lineage, submission, waitsForAccess, listener);
    }

    /**
     * The options that a store keeps: all but what each connection reads again. A store that waits
     * for access is opened also while a file or variable that a password refers to is not there;
     * its connections then fail until it is.
     */
    private RedisSettings first(boolean waitsForAccess) {
        try {
            return read();
        } catch (StoreException unreadable) {
            if (!waitsForAccess) {
                throw unreadable;
            }
            try {
                return settings.readWithoutReferences();
            } catch (JobConfigurationException alsoOtherwise) {
                throw unreadable;
            }
        }
    }

    /** A password that is replaced while the job runs is read for the next connection. */
    private RedisSettings read() {
        try {
            return settings.read();
        } catch (JobConfigurationException e) {
            throw new StoreException(e.getMessage(), OutageReason.AUTHENTICATION, e);
        }
    }

    /** Without the values. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
