package com.k2.sequence.store;

/**
 * Why a round trip to the store failed: a fixed set of words, which metrics, logs and the doctor
 * report. One {@link Remedy} follows from each.
 */
public enum OutageReason {
    /** No connection, or it broke. */
    UNREACHABLE("unreachable", Remedy.RETRY),
    /** No answer within the time limit. */
    TIMEOUT("timeout", Remedy.RETRY),
    /** The server is starting, or waits for its primary. */
    LOADING("loading", Remedy.RETRY),
    /** The server has too much to do, or too many clients. */
    BUSY("busy", Remedy.RETRY),
    /** The server's memory is used up. */
    FULL("full", Remedy.RETRY),
    /** The server takes no writes: a replica, or one that can't persist or replicate them. */
    READ_ONLY("read-only", Remedy.RETRY),
    /** A cluster is changing, or is down in part. */
    CLUSTER("cluster", Remedy.RETRY),
    /** The server does not accept user and password. */
    AUTHENTICATION("authentication", Remedy.RETRY_WHERE_IT_WORKED),
    /** The user lacks a right. */
    PERMISSION("permission", Remedy.RETRY_WHERE_IT_WORKED),
    /** A certificate, key or TLS file is not accepted or can't be read. */
    TLS("tls", Remedy.RETRY_WHERE_IT_WORKED),
    /** What answers does not speak the Redis protocol. */
    PROTOCOL("protocol", Remedy.RETRY_WHERE_IT_WORKED),
    /** Any other refusal, by the server or by a proxy in front of it. */
    REFUSED("refused", Remedy.RETRY_WHERE_IT_WORKED),
    /** A fault in the tracker itself, or a store that was closed. Never an outage. */
    FAULT("fault", Remedy.FAIL);

    /** What to do about a failure. */
    public enum Remedy {
        /** Try again: it may pass by itself. */
        RETRY,
        /**
         * Somebody must change something, here or at the server. Where it has worked before, or
         * nothing waits for it, that is an outage like others; else the configuration is wrong.
         */
        RETRY_WHERE_IT_WORKED,
        /** Trying again can't help. */
        FAIL
    }

    private final String word;
    private final Remedy remedy;

    OutageReason(String word, Remedy remedy) {
        this.word = word;
        this.remedy = remedy;
    }

    /** As metrics and messages have it. */
    public String word() {
        return word;
    }

    public Remedy remedy() {
        return remedy;
    }
}
