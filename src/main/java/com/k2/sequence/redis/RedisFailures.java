package com.k2.sequence.redis;

import com.k2.sequence.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a failed round trip means: whether trying again may help, and what to tell the person on
 * call. Retry, metrics and job failure each read this one answer.
 */
final class RedisFailures {

    /** Error codes of a server that may answer otherwise later. */
    private static final Set<String> PASSING =
            Set.of(
                    "BUSY",
                    "CLUSTERDOWN",
                    "LOADING",
                    "MASTERDOWN",
                    "MISCONF",
                    "NOREPLICAS",
                    "NOSCRIPT",
                    "OOM",
                    "READONLY",
                    "TRYAGAIN",
                    "UNBLOCKED");

    /** Of a server that has not begun with the command. */
    private static final Set<String> UNTOUCHED =
            Set.of(
                    "ASK",
                    "CLUSTERDOWN",
                    "CROSSSLOT",
                    "LOADING",
                    "MASTERDOWN",
                    "MOVED",
                    "NOSCRIPT",
                    "TRYAGAIN");

    /** Of a node of a cluster, which has its own share of the keys alone. */
    private static final Set<String> CLUSTERED = Set.of("ASK", "CROSSSLOT", "MOVED");

    private static final Set<String> CREDENTIALS = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    /** The code starts the line; inside a script, servers before 7 put it after a dash. */
    private static final Pattern CODE =
            Pattern.compile("^-?(?!ERR )([A-Z]+)\\b|^ERR Error running script.*?-([A-Z]+) ");

    private RedisFailures() {}

    /**
     * @param attempted what was tried, as it follows "could not"
     */
    static StoreException explain(String attempted, RedisOptions options, Throwable failure) {
        if (failure instanceof NodeException at) {
            return explain(attempted, options, at.node(), at.getCause());
        }
        return explain(attempted, options, null, failure);
    }

    private static StoreException explain(
            String attempted, RedisOptions options, HostAndPort node, Throwable failure) {
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
                        + RedisAdvice.on(failure, options, node),
                isRetryable(failure),
                failure);
    }

    /** Whether the same round trip may succeed later without anybody changing an option. */
    static boolean isRetryable(Throwable failure) {
        if (failure instanceof NodeException at) {
            return isRetryable(at.getCause());
        }
        if (failure instanceof StoreException explained) {
            return explained.isRetryable();
        }
        if (failure instanceof JedisDataException) {
            return PASSING.contains(code(failure)) || isOutOfConnections(failure);
        }
        return failure instanceof JedisClusterOperationException
                || failure instanceof JedisConnectionException
                        && !isTlsRefused(failure)
                        && !isForeign(failure);
    }

    /** Whether a server that answers so has not begun with the command. */
    static boolean isUntouched(JedisDataException refused) {
        return UNTOUCHED.contains(code(refused));
    }

    /** Whether keys are spread over servers where it was not expected. */
    static boolean isClustered(Throwable failure) {
        return failure instanceof JedisDataException && CLUSTERED.contains(code(failure));
    }

    /** Whether user, password or rights are not what the server asks for. */
    static boolean isForbidden(Throwable failure) {
        return failure instanceof JedisDataException && CREDENTIALS.contains(code(failure))
                || isForbiddenInScript(failure);
    }

    /** The first word of what the server said, its code. */
    static String code(Throwable failure) {
        Matcher matcher = CODE.matcher(String.valueOf(failure.getMessage()));
        if (!matcher.find()) {
            return "ERR";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private static boolean isOutOfConnections(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("max number of clients");
    }

    /** The server's word for NOPERM where a script runs the command. */
    private static boolean isForbiddenInScript(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("The user executing the script can't");
    }

    /** A certificate or protocol that one side does not accept; not a connection that broke. */
    static boolean isTlsRefused(Throwable failure) {
        boolean tls = false;
        for (Throwable cause : chain(failure)) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException) {
                return true;
            }
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof EOFException) {
                return false;
            }
            tls |= cause instanceof SSLException;
        }
        return tls;
    }

    /** Something answers that is no Redis server. */
    static boolean isForeign(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("Unknown reply");
    }

    private static String whatCameBack(Throwable failure) {
        if (failure instanceof JedisDataException) {
            return failure.getMessage();
        }
        // The client wraps what the network said; the innermost says most.
        List<Throwable> chain = chain(failure);
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

    /** The failure, its causes and what was suppressed on the way, outermost first. */
    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        collect(failure, chain);
        return chain;
    }

    private static void collect(Throwable failure, List<Throwable> chain) {
        if (failure == null || chain.contains(failure)) {
            return;
        }
        chain.add(failure);
        collect(failure.getCause(), chain);
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, chain);
        }
    }
}
