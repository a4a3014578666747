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

    private static final Set<String> CREDENTIALS = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    /** The code starts the line; inside a script, servers before 7 put it after a dash. */
    private static final Pattern CODE =
            Pattern.compile("^-?(?!ERR )([A-Z]+)\\b|^ERR Error running script.*?-([A-Z]+) ");

    private RedisFailures() {}

    /**
     * @param attempted what was tried, as it follows "could not"
     */
    static StoreException explain(String attempted, RedisOptions options, Throwable failure) {
        if (failure instanceof StoreException explained) {
            return explained;
        }
        boolean retryable = isRetryable(failure);
        return new StoreException(
                "could not "
                        + attempted
                        + " at "
                        + options.safeUri()
                        + ": "
                        + whatCameBack(failure)
                        + "; "
                        + advice(failure, options),
                retryable,
                failure);
    }

    /** Whether the same round trip may succeed later without anybody changing an option. */
    static boolean isRetryable(Throwable failure) {
        if (failure instanceof JedisDataException) {
            return PASSING.contains(code(failure)) || isOutOfConnections(failure);
        }
        return failure instanceof JedisConnectionException
                && !isTlsRefused(failure)
                && !isForeign(failure);
    }

    private static String code(Throwable failure) {
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
    private static boolean isTlsRefused(Throwable failure) {
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
    private static boolean isForeign(Throwable failure) {
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

    private static String advice(Throwable failure, RedisOptions options) {
        String code = failure instanceof JedisDataException ? code(failure) : "";
        if (CREDENTIALS.contains(code) || isForbiddenInScript(failure)) {
            return "check user, password and the user's rights; redis.uri holds them";
        }
        if (code.equals("OOM")) {
            return "the server's maxmemory is used up";
        }
        if (!code.isEmpty()) {
            return "check that redis.uri names the right server and database";
        }
        if (isTlsRefused(failure)) {
            return "check that the JVM's trust store (javax.net.ssl.trustStore) holds the server's"
                    + " authority, and that the certificate is for the host of redis.uri";
        }
        if (isForeign(failure)) {
            return "what answers there is no Redis server; check redis.uri";
        }
        if (chain(failure).stream().anyMatch(SocketTimeoutException.class::isInstance)) {
            return "redis.timeout is "
                    + options.timeout().toMillis()
                    + " ms, and redis.pipeline-size sets how much one round trip holds";
        }
        if (failure instanceof JedisConnectionException) {
            return "check that the server of redis.uri runs and is reached from here, and"
                    + " rediss:// where it speaks TLS";
        }
        return "this is a fault in the tracker";
    }

    /** The failure, its causes and what was suppressed on the way, outermost first. */
    private static List<Throwable> chain(Throwable failure) {
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
