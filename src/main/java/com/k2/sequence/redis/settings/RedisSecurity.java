package com.k2.sequence.redis.settings;

import java.io.Serializable;
import java.util.Objects;

/**
 * What secures connections beyond {@code redis.uri}; travels with the job.
 *
 * @param tls used where the URI asks for TLS
 * @param sentinels the login at the sentinels, which have users of their own
 */
public record RedisSecurity(RedisTls tls, RedisLogin sentinels) implements Serializable {

    public static final RedisSecurity DEFAULT =
            new RedisSecurity(RedisTls.DEFAULT, RedisLogin.NONE);

    /**
     * @throws IllegalArgumentException if a value lacks the one it belongs to; says which option
     */
    public RedisSecurity {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(sentinels, "sentinels");
        if (sentinels.user() != null && sentinels.password() == null) {
            throw new IllegalArgumentException(
                    "redis.sentinel.user is given without redis.sentinel.password");
        }
    }

    /**
     * @throws IllegalArgumentException if there is something that such an address has no use for
     */
    void requireUseIn(RedisAddress address) {
        if (!address.tls() && !tls.files().isEmpty()) {
            throw new IllegalArgumentException(
                    "redis.tls.* is given, but redis.uri does not ask for TLS; it must begin with "
                            + address.kind().scheme(true)
                            + "://");
        }
        if (address.kind() != RedisKind.SENTINEL && sentinels.password() != null) {
            throw new IllegalArgumentException(
                    "redis.sentinel.password is given, but redis.uri is no redis-sentinel://");
        }
    }
}
