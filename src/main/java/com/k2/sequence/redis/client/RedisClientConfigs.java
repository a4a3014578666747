package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisLogin;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.time.Duration;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * What the client must know of every connection: login, database, time limits, TLS.
 *
 * <p>With TLS the server's certificate must be for the host that is connected to, and be signed by
 * an authority of {@code redis.tls.truststore}; without that option, by one that this JVM trusts.
 * In a cluster, and behind sentinels, the host is what the servers say of each other: their
 * addresses, unless they announce names.
 */
final class RedisClientConfigs {

    private static final String CLIENT_NAME = "sequence-tracker";

    /** A host that has not accepted by then is tried again; nothing ends the wait before. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private RedisClientConfigs() {}

    /**
     * For the servers that hold rows.
     *
     * @throws StoreException if the TLS files can't be used
     */
    static JedisClientConfig ofServers(RedisSettings options) {
        return config(options, options.address().login())
                .database(options.address().database())
                .build();
    }

    /**
     * For the sentinels: they speak TLS where the servers do.
     *
     * @throws StoreException if the TLS files can't be used
     */
    static JedisClientConfig ofSentinels(RedisSettings options) {
        return config(options, options.security().sentinels()).build();
    }

    private static DefaultJedisClientConfig.Builder config(
            RedisSettings options, RedisLogin login) {
        Duration timeout = options.timeout();
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .socketTimeoutMillis(millis(timeout))
                        .connectionTimeoutMillis(Math.min(millis(timeout), millis(LONGEST_CONNECT)))
                        .user(login.user())
                        .password(login.password())
                        .clientName(CLIENT_NAME)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (options.address().tls()) {
            config.sslOptions(TlsStores.read(options.security().tls()));
        }
        return config;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
