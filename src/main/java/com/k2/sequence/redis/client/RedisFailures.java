package com.k2.sequence.redis.client;

import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.OutageReason.Remedy;
import com.k2.sequence.store.StoreException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Why a round trip failed, and with it whether trying again may help. Retry, metrics, log, start-up
 * check and job failure each read this one answer.
 */
final class RedisFailures {

    /** What the error codes of a server mean; any other is {@link OutageReason#REFUSED}. */
    private static final Map<String, OutageReason> BY_CODE =
            Map.ofEntries(
                    Map.entry("BUSY", OutageReason.BUSY),
                    Map.entry("NOSCRIPT", OutageReason.BUSY),
                    Map.entry("UNBLOCKED", OutageReason.BUSY),
                    Map.entry("LOADING", OutageReason.LOADING),
                    Map.entry("MASTERDOWN", OutageReason.LOADING),
                    Map.entry("OOM", OutageReason.FULL),
                    Map.entry("MISCONF", OutageReason.READ_ONLY),
                    Map.entry("NOREPLICAS", OutageReason.READ_ONLY),
                    Map.entry("READONLY", OutageReason.READ_ONLY),
                    Map.entry("CLUSTERDOWN", OutageReason.CLUSTER),
                    Map.entry("TRYAGAIN", OutageReason.CLUSTER),
                    Map.entry("NOAUTH", OutageReason.AUTHENTICATION),
                    Map.entry("WRONGPASS", OutageReason.AUTHENTICATION),
                    Map.entry("NOPERM", OutageReason.PERMISSION));

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

    /** What servers, and proxies in front of them, say of a login without a code of its own. */
    private static final Pattern LOGIN =
            Pattern.compile("^ERR (?:invalid password|(?:Client sent )?AUTH\\b)");

    /**
     * In place of NOPERM where a script runs the command: of Redis 7.0; of Redis 7.2 and Valkey.
     */
    private static final List<String> FORBIDDEN_IN_SCRIPT =
            List.of("The user executing the script can't", "ACL failure in script: ");

    /** The code starts the line; inside a script, servers before 7 put it after a dash. */
    private static final Pattern CODE =
            Pattern.compile("^-?(?!ERR )([A-Z]+)\\b|^ERR Error running script.*?-([A-Z]+) ");

    /** Of an answer of another form than Redis gives to the command. */
    static final String STRANGE_ANSWER = "the answer is not one that Redis gives";

    private static final Pattern SEVERAL_SLOTS =
            Pattern.compile(
                    "CROSSSLOT|(hash to|in) (the )?same (hash )?slot", Pattern.CASE_INSENSITIVE);

    private RedisFailures() {}

    /** Why a round trip failed: retry, metrics and job failure follow from this one answer. */
    static OutageReason reason(Throwable failure) {
        if (failure instanceof NodeException at) {
            return reason(at.getCause());
        }
        if (failure instanceof StoreException explained) {
            return explained.reason();
        }
        if (failure instanceof JedisDataException) {
            return ofRefusal(failure);
        }
        if (failure instanceof JedisClusterOperationException) {
            return OutageReason.CLUSTER;
        }
        if (failure instanceof JedisConnectionException) {
            return ofConnection(failure);
        }
        return failure instanceof JedisException ? OutageReason.PROTOCOL : OutageReason.FAULT;
    }

    private static OutageReason ofRefusal(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.equals(STRANGE_ANSWER)) {
            return OutageReason.PROTOCOL;
        }
        if (message.contains("max number of clients")) {
            return OutageReason.BUSY;
        }
        if (FORBIDDEN_IN_SCRIPT.stream().anyMatch(message::contains)) {
            return OutageReason.PERMISSION;
        }
        if (LOGIN.matcher(message).find()) {
            return OutageReason.AUTHENTICATION;
        }
        return BY_CODE.getOrDefault(code(failure), OutageReason.REFUSED);
    }

    private static OutageReason ofConnection(Throwable failure) {
        if (isTlsRefused(failure)) {
            return OutageReason.TLS;
        }
        if (isForeign(failure)) {
            return OutageReason.PROTOCOL;
        }
        return chain(failure).stream().anyMatch(SocketTimeoutException.class::isInstance)
                ? OutageReason.TIMEOUT
                : OutageReason.UNREACHABLE;
    }

    /** Whether the same round trip may succeed later without anybody changing an option. */
    static boolean isRetryable(Throwable failure) {
        return reason(failure).remedy() == Remedy.RETRY;
    }

    /**
     * Reads what a server has answered about itself.
     *
     * @throws StoreException if the answer is not of the form that Redis gives
     */
    static <T> T understand(String question, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | ArithmeticException
                | NumberFormatException e) {
            throw new StoreException(
                    "the answer to " + question + " is not one that Redis gives; check redis.uri",
                    OutageReason.PROTOCOL,
                    e);
        }
    }

    /** Whether a server that answers so has not begun with the command. */
    static boolean isUntouched(JedisDataException refused) {
        return UNTOUCHED.contains(code(refused));
    }

    /** Whether keys are spread over servers where it was not expected. */
    static boolean isClustered(Throwable failure) {
        return failure instanceof JedisDataException && CLUSTERED.contains(code(failure));
    }

    /**
     * Whether one call had keys of several slots, or shards, which the server or a proxy does not
     * take. Proxies have words of their own for it.
     */
    static boolean isOfSeveralSlots(Throwable failure) {
        return failure instanceof JedisDataException
                && (code(failure).equals("CROSSSLOT")
                        || SEVERAL_SLOTS.matcher(String.valueOf(failure.getMessage())).find());
    }

    /** Whether user, password or rights are not what the server asks for. */
    static boolean isForbidden(Throwable failure) {
        OutageReason reason = reason(failure);
        return reason == OutageReason.AUTHENTICATION || reason == OutageReason.PERMISSION;
    }

    /** The first word of what the server said, its code. */
    static String code(Throwable failure) {
        Matcher matcher = CODE.matcher(String.valueOf(failure.getMessage()));
        if (!matcher.find()) {
            return "ERR";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** A certificate, key or protocol that one side does not accept; no connection that broke. */
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
            tls |= cause instanceof SSLException || cause instanceof GeneralSecurityException;
        }
        return tls;
    }

    /** Something answers that is no Redis server. */
    static boolean isForeign(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("Unknown reply");
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
