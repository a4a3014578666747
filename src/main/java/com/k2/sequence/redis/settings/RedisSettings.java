package com.k2.sequence.redis.settings;

import com.k2.sequence.redis.layout.PercentEncoding;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the store is and how it is used; travels with the job.
 *
 * @param uri {@code redis://}, {@code redis-cluster://} or {@code redis-sentinel://}, or {@code
 *     rediss} instead of {@code redis} (TLS), with user, password and database where needed: {@code
 *     redis://user:password@host:6379/3}, each percent-encoded
 * @param keyPrefix what every key begins with, without white space and control characters
 * @param keyTtl how long a row outlives its last update, from 1 ms to {@link #LONGEST_TTL}
 * @param timeout the longest wait for a connection, and for all replies of one round trip, from 1
 *     ms to {@link #LONGEST_TIMEOUT}
 * @param keysPerCall most keys in one call of the guard's script, from 1 to {@link
 *     #MOST_KEYS_PER_CALL}; a cluster has one, whatever this says
 * @param security what secures connections beyond the URI
 * @param timeoutOption which option sets the timeout, for messages
 */
public record RedisSettings(
        String uri,
        String keyPrefix,
        Duration keyTtl,
        Duration timeout,
        int keysPerCall,
        RedisSecurity security,
        String timeoutOption)
        implements Serializable {

    private static final String TIMEOUT_OPTION = RedisOptions.TIMEOUT.key();

    /** Redis counts a time to live in milliseconds since 1970, in a {@code long}. */
    public static final Duration LONGEST_TTL = Duration.ofDays(365_000);

    /** More would not tell a slow server from one that is gone. */
    public static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /**
     * Unless set otherwise. Measured, the server's time an update falls from 10 µs at one key to
     * 6.3 at ten and 6.0 at a hundred; more gains nothing, and during a call, here half a
     * millisecond, Redis serves no other client.
     */
    public static final int MOST_KEYS_PER_CALL = 100;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /**
     * @throws IllegalArgumentException if a value can't work; says which option, without a password
     */
    public RedisSettings {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(keyPrefix, "keyPrefix");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(timeoutOption, "timeoutOption");
        security.requireUseIn(RedisAddress.parse(uri));
        if (keyPrefix.isEmpty() || !keyPrefix.equals(PercentEncoding.encodeBlanks(keyPrefix))) {
            throw new IllegalArgumentException(
                    "redis.key-prefix is at least one character, without white space and control"
                            + " characters, not '"
                            + PercentEncoding.encodeBlanks(keyPrefix)
                            + "'");
        }
        requireWithin("redis.key-ttl", keyTtl, LONGEST_TTL);
        requireWithin(timeoutOption, timeout, LONGEST_TIMEOUT);
        if (keysPerCall < 1 || keysPerCall > MOST_KEYS_PER_CALL) {
            throw new IllegalArgumentException(
                    "redis.keys-per-call is from 1 to "
                            + MOST_KEYS_PER_CALL
                            + ", not "
                            + keysPerCall);
        }
    }

    /** With {@code redis.timeout} for the time that a round trip may take. */
    public RedisSettings(
            String uri,
            String keyPrefix,
            Duration keyTtl,
            Duration timeout,
            int keysPerCall,
            RedisSecurity security) {
        this(uri, keyPrefix, keyTtl, timeout, keysPerCall, security, TIMEOUT_OPTION);
    }

    /** With nothing beyond the URI to secure connections. */
    public RedisSettings(String uri, String keyPrefix, Duration keyTtl, Duration timeout) {
        this(uri, keyPrefix, keyTtl, timeout, RedisSecurity.DEFAULT);
    }

    /** With as many keys in a call as are best where nothing forbids it. */
    public RedisSettings(
            String uri,
            String keyPrefix,
            Duration keyTtl,
            Duration timeout,
            RedisSecurity security) {
        this(uri, keyPrefix, keyTtl, timeout, MOST_KEYS_PER_CALL, security);
    }

    private static void requireWithin(String option, Duration value, Duration longest) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    option + " is from 1 ms to " + longest.toHours() + " h, not " + value);
        }
    }

    /**
     * The same with another timeout.
     *
     * @param option that sets it, for messages
     */
    public RedisSettings withTimeout(Duration other, String option) {
        return new RedisSettings(uri, keyPrefix, keyTtl, other, keysPerCall, security, option);
    }

    /** Whether it is {@code redis.timeout} that sets the timeout. */
    public boolean hasOwnTimeout() {
        return timeoutOption.equals(TIMEOUT_OPTION);
    }

    public RedisAddress address() {
        return RedisAddress.parse(uri);
    }

    /** The URI for messages and logs: without its password. */
    public String safeUri() {
        return address().toString();
    }

    @Override
    public String toString() {
        return safeUri()
                + ", redis.key-prefix "
                + keyPrefix
                + ", redis.key-ttl "
                + keyTtl
                + ", "
                + timeoutOption
                + ' '
                + timeout;
    }
}
