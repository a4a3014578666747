package com.k2.sequence.operator.metrics;

/**
 * The names under which the tracking operator reports, beside those of each {@link
 * com.k2.sequence.tracking.verdict.EventKind}. Dashboards and alerts rely on them. The first ones
 * are reported by exchange, never by symbol: symbols are unbounded.
 */
enum SequenceMetric {
    /** Messages judged, those tracked before by another job included. */
    MESSAGES("messages"),
    /** Messages missing in all gaps together. */
    MISSING("missing"),
    /** Gaps of severity LOG. */
    GAPS_LOG("gaps_log"),
    /** Gaps of severity ALERT. */
    GAPS_ALERT("gaps_alert"),
    /** Gaps of severity HALT. */
    GAPS_HALT("gaps_halt"),
    /** Messages that an earlier job had tracked already; they raise nothing. */
    REPLAYED("replayed"),
    /** Signs of life that are not messages, also those that reveal a gap or a reset. */
    HEARTBEATS("heartbeats"),
    /** Duplicates that the feed may send; they raise nothing. */
    DUPLICATES_EXPECTED("duplicates_expected"),
    /** Missing numbers that came late. */
    NUMBERS_FILLED("numbers_filled"),
    /** Gaps whose last missing number came late. */
    GAPS_FILLED("gaps_filled"),

    /** Commands from the control topic that took effect; again where a failure undid it. */
    COMMANDS_APPLIED("commands_applied"),
    /** Keys in Flink's state; rises after a restore, until all are counted. */
    KEYS("keys"),
    /** Keys whose state was deleted after state.ttl. */
    KEYS_EXPIRED("keys_expired"),
    /** Keys looked up in Redis. */
    COLD_LOOKUPS("cold_lookups"),
    /** Messages that wait for a lookup now. */
    COLD_WAITING("cold_waiting"),
    /** Keys that started as new because Redis was unavailable when they were first met. */
    COLD_ASSUMED_NEW("cold_assumed_new"),
    /** Updates Redis has answered. */
    REDIS_UPDATES("redis_updates"),
    /** Of those, the ones the guard ignored because they would have taken a row back. */
    REDIS_UPDATES_IGNORED("redis_updates_ignored"),
    /** Keys whose newest state is not in Redis yet. */
    REDIS_PENDING("redis_pending"),
    /** Round trips that failed and were tried again. */
    REDIS_RETRIES("redis_retries"),
    /** Rows that could not be read and counted as unknown. */
    REDIS_ROWS_UNREADABLE("redis_rows_unreadable"),
    /** 1 while Redis is unavailable, else 0. */
    REDIS_OUTAGE("redis_outage"),
    /** By reason, a fixed set: 1 while Redis is unavailable for it, else 0. */
    REDIS_UNAVAILABLE("redis_unavailable"),
    /** Keys in a round trip. */
    REDIS_PIPELINE_SIZE("redis_pipeline_size"),
    /** A round trip's duration in milliseconds, rounded up. */
    REDIS_ROUND_TRIP_MS("redis_round_trip_ms"),
    /** Age of the oldest unsent update in milliseconds; 0 where there is none. */
    REDIS_LAG_MS("redis_lag_ms");

    /** The group that the first metrics are reported by. */
    static final String EXCHANGE_GROUP = "exchange";

    /** The group that {@link #REDIS_UNAVAILABLE} is reported by. */
    static final String REASON_GROUP = "reason";

    private final String metricName;

    SequenceMetric(String metricName) {
        this.metricName = metricName;
    }

    String metricName() {
        return metricName;
    }
}
