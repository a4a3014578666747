package com.k2.sequence.redis.settings;

/** How Redis is run, given by the scheme of {@code redis.uri}. */
public enum RedisKind {
    /** One server, or one address that leads to the right one. */
    SERVER("redis", 6379),

    /** Keys hash over many servers. */
    CLUSTER("redis-cluster", 6379),

    /** Sentinels know which server is the primary. */
    SENTINEL("redis-sentinel", 26_379);

    private final String scheme;
    private final int defaultPort;

    RedisKind(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    /** The scheme; with TLS {@code redis} becomes {@code rediss}. */
    public String scheme(boolean tls) {
        return tls ? scheme.replaceFirst("^redis", "rediss") : scheme;
    }

    int defaultPort() {
        return defaultPort;
    }
}
