package com.k2.sequence.redis;

import java.net.SocketTimeoutException;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the person on call should look at, by what a server answered or did not. */
final class RedisAdvice {

    private RedisAdvice() {}

    /**
     * @param node the server it happened with; null where there is but one, or none
     */
    static String on(Throwable failure, RedisSettings options, HostAndPort node) {
        if (failure instanceof JedisDataException) {
            return onRefusal(failure, options, node);
        }
        if (failure instanceof JedisClusterOperationException) {
            return "the cluster is being changed or is down in part; 'redis-cli cluster info' and"
                    + " 'cluster shards' tell more";
        }
        if (RedisFailures.isTlsRefused(failure)) {
            return onTls(failure);
        }
        if (RedisFailures.isForeign(failure)) {
            return "the endpoint does not speak the Redis protocol; check redis.uri";
        }
        if (RedisFailures.chain(failure).stream()
                .anyMatch(SocketTimeoutException.class::isInstance)) {
            return options.timeoutOption()
                    + " is "
                    + options.timeout().toMillis()
                    + " ms"
                    + (options.hasOwnTimeout()
                            ? ", and redis.pipeline-size sets how much one round trip holds"
                            : "; check that the server of redis.uri runs and is reached from here");
        }
        if (failure instanceof JedisConnectionException) {
            boolean tls = options.address().tls();
            return "check that the server of redis.uri runs and is reached from here, and "
                    + (tls
                            ? "redis.tls.keystore where it asks for a certificate"
                            : options.address().kind().scheme(true) + ":// where it speaks TLS");
        }
        return "this is a fault in the tracker";
    }

    private static String onRefusal(Throwable failure, RedisSettings options, HostAndPort node) {
        RedisKind kind = options.address().kind();
        boolean sentinel = kind == RedisKind.SENTINEL && options.address().nodes().contains(node);
        if (RedisFailures.isForbidden(failure)) {
            return sentinel
                    ? "check redis.sentinel.user and redis.sentinel.password, and the user's rights"
                    : "check user, password and the user's rights; redis.uri holds them";
        }
        if (RedisFailures.isOfSeveralSlots(failure)) {
            return "keys of several slots may not be in one call there: set redis.keys-per-call to 1"
                    + " where redis.uri is one endpoint in front of shards (a proxy); where it is a"
                    + " node of a cluster, redis.uri must begin with "
                    + RedisKind.CLUSTER.scheme(options.address().tls())
                    + "://";
        }
        if (RedisFailures.isClustered(failure)) {
            return "it is a node of a cluster: redis.uri must begin with "
                    + RedisKind.CLUSTER.scheme(options.address().tls())
                    + "://";
        }
        return switch (RedisFailures.code(failure)) {
            case "OOM" -> "the server's maxmemory is used up";
            case "CLUSTERDOWN", "TRYAGAIN" ->
                    "the cluster is being changed or is down in part; 'redis-cli cluster info' and"
                            + " 'cluster shards' tell more";
            default -> onWrongKind(sentinel, kind);
        };
    }

    private static String onWrongKind(boolean sentinel, RedisKind kind) {
        if (sentinel) {
            return "check that redis.uri names sentinels, whose port is 26379 unless set otherwise";
        }
        return kind == RedisKind.CLUSTER
                ? "check that redis.uri names nodes of a cluster; another server is redis://"
                : "check that redis.uri names the right server and database";
    }

    private static String onTls(Throwable failure) {
        boolean byServer =
                RedisFailures.chain(failure).stream()
                        .anyMatch(
                                cause ->
                                        String.valueOf(cause.getMessage())
                                                .contains("Received fatal alert"));
        return byServer
                ? "the server does not accept this client: check that redis.tls.keystore holds a"
                        + " certificate that the server trusts, and its key"
                : "check that redis.tls.truststore, or without it the JVM's trust store"
                        + " (javax.net.ssl.trustStore), holds the server's authority, and that the"
                        + " certificate is for the host of redis.uri";
    }
}
