package com.k2.sequence.redis.settings;

import com.k2.sequence.option.OptionReader;
import java.time.Duration;

/** Reads where Redis is and how it is used. */
public final class RedisSettingsReader {

    private RedisSettingsReader() {}

    /** What can be read of it; null where there were problems, which are reported. */
    public static RedisSettings read(OptionReader options) {
        String uri = options.get(RedisOptions.URI);
        String keyPrefix = options.get(RedisOptions.KEY_PREFIX);
        Duration keyTtl = options.milliseconds(RedisOptions.KEY_TTL);
        Duration timeout = options.milliseconds(RedisOptions.TIMEOUT);
        try {
            return new RedisSettings(
                    uri,
                    keyPrefix,
                    keyTtl,
                    timeout,
                    options.get(RedisOptions.KEYS_PER_CALL),
                    security(options));
        } catch (IllegalArgumentException e) {
            options.problems().add(e.getMessage());
            return null;
        }
    }

    private static RedisSecurity security(OptionReader options) {
        RedisTls tls =
                new RedisTls(
                        options.get(RedisOptions.TLS_TRUSTSTORE),
                        options.get(RedisOptions.TLS_TRUSTSTORE_PASSWORD),
                        options.get(RedisOptions.TLS_KEYSTORE),
                        options.get(RedisOptions.TLS_KEYSTORE_PASSWORD),
                        options.get(RedisOptions.TLS_KEY));
        return new RedisSecurity(
                tls,
                new RedisLogin(
                        options.get(RedisOptions.SENTINEL_USER),
                        options.get(RedisOptions.SENTINEL_PASSWORD)));
    }
}
