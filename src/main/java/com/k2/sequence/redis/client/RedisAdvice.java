package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisAddress;
import com.k2.sequence.redis.settings.RedisKind;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Explains a failed round trip to the person on call: what was tried and where, what came back, and
 * what to look at.
 */
public final class RedisAdvice {

    private RedisAdvice() {}

    /**
     * @param attempted what was tried, as it follows "could not"
     */
    public static StoreException explain(
            String attempted, RedisSettings options, Throwable failure) {
        if (failure instanceof NodeException at) {
            return explain(attempted, options, at.node(), at.getCause());
        }
        return explain(attempted, options, null, failure);
    }

    private static StoreException explain(
            String attempted, RedisSettings options, HostAndPort node, Throwable failure) {
        if (failure instanceof StoreException explained) {
            return explained;
        }
        boolean one = node == null || options.address().kind() == RedisKind.SERVER;
        return new StoreException(
                "could not "
                        + attempted
                        + " at "
                        + options.safeUri()
                        + (one ? "" : ", on " + RedisAddress.text(node))
                        + ": "
                        + whatCameBack(failure)
                        + "; "
                        + on(failure, options, node),
                RedisFailures.reason(failure),
                failure);
    }

    /**
     * @param node the server it happened with; null where there is but one, or none
     */
    private static String on(Throwable failure, RedisSettings options, HostAndPort node) {
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

    private static String whatCameBack(Throwable failure) {
        if (failure instanceof JedisDataException) {
            return failure.getMessage();
        }
        // The client wraps what the network said; the innermost says most.
        List<Throwable> chain = RedisFailures.chain(failure);
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable cause = chain.get(i);
            if (cause instanceof UnknownHostException) {
                return "unknown host";
            }
            if (cause instanceof IOException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
