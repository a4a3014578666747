package com.k2.sequence.job;

import com.k2.sequence.config.JobConfigurationException;
import com.k2.sequence.config.SettingsReader;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceStoreFactory;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.store.StoreListener;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Opens the stores of the job. The options travel as they were written, and what their references
 * name is read where a connection is opened: the job, as the cluster keeps it, holds no password
 * that is referred to.
 */
public final class RedisStores implements SequenceStoreFactory {

    private static final String PREFIX = "redis.";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    private final HashMap<String, String> values = new HashMap<>();

    /**
     * @param values of all options, as they were written
     */
    RedisStores(Map<String, String> values) {
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(PREFIX)) {
                        this.values.put(key, value);
                    }
                });
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
                return SettingsReader.readRedis(withoutReferences());
            } catch (JobConfigurationException alsoOtherwise) {
                throw unreadable;
            }
        }
    }

    private Map<String, String> withoutReferences() {
        Map<String, String> plain = new HashMap<>(values);
        plain.replaceAll((key, value) -> REFERENCE.matcher(value).replaceAll("unknown"));
        return plain;
    }

    /** A password that is replaced while the job runs is read for the next connection. */
    private RedisSettings read() {
        try {
            return SettingsReader.readRedis(values);
        } catch (JobConfigurationException e) {
            throw new StoreException(e.getMessage(), OutageReason.AUTHENTICATION, e);
        }
    }

    /** Without the values. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
