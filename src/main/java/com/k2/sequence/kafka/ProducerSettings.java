package com.k2.sequence.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * How the job's producers are set up, and what follows from it for limits and checks. What {@code
 * kafka.properties.*} gives overrides it.
 */
public final class ProducerSettings {

    public static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";
    public static final String MAX_REQUEST_SIZE = "max.request.size";

    private static final String LINGER = "linger.ms";
    private static final String COMPRESSION = "compression.type";

    /** Of a producer, in bytes, as Kafka has it. */
    private static final long DEFAULT_BUFFER = 32L << 20;

    /** Room for what the job and Kafka add to a record of the largest size. */
    public static final int RECORD_OVERHEAD = 4096;

    /** What {@code kafka.properties.*} may change. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    COMPRESSION,
                    "lz4",
                    "batch.size",
                    "131072",
                    LINGER,
                    "5",
                    // As long as a broker allows unless configured otherwise; Flink's hour is
                    // refused.
                    TRANSACTION_TIMEOUT,
                    "900000");

    /** Into so many is a transaction's timeout divided; it waits for one of them. */
    public static final int TIMEOUT_PARTS = 2;

    /** Of a producer, in bytes, as Kafka has it. */
    private static final int DEFAULT_REQUEST = 1 << 20;

    private ProducerSettings() {}

    /** The time after which the broker aborts a transaction that its job has given up. */
    public static long transactionTimeoutMillis(KafkaSettings kafka) {
        return Long.parseLong(kafka.over(DEFAULTS).getProperty(TRANSACTION_TIMEOUT));
    }

    /**
     * How long a transaction may wait for its checkpoint to complete. The rest of its timeout is
     * left for the job to come back and commit it, should it die then.
     */
    public static long longestUncommittedMillis(KafkaSettings kafka) {
        return transactionTimeoutMillis(kafka) / TIMEOUT_PARTS;
    }

    /** The most bytes a producer sends in one record, where the given properties limit it. */
    public static int largestRequest(KafkaSettings kafka) {
        String largest = kafka.properties().get(MAX_REQUEST_SIZE);
        return largest == null ? Integer.MAX_VALUE : Integer.parseInt(largest);
    }

    /**
     * Somebody waits for an event, so it leaves at once, mostly alone: not worth the 128 KiB that
     * compressing a batch allocates, however small it is.
     */
    public static Map<String, String> forEvents() {
        Map<String, String> defaults = with(LINGER, 0);
        defaults.put(COMPRESSION, "none");
        return defaults;
    }

    /** The most bytes of an event that its producer sends. */
    public static int largestEvent(KafkaSettings kafka) {
        return Math.min(DEFAULT_REQUEST, largestRequest(kafka));
    }

    /** The producer refuses what is past its buffer too, whatever the request may hold. */
    public static Map<String, String> forRecordsUpTo(int bytes) {
        Map<String, String> defaults = with(MAX_REQUEST_SIZE, bytes);
        defaults.put("buffer.memory", Long.toString(Math.max(DEFAULT_BUFFER, 2L * bytes)));
        return defaults;
    }

    private static Map<String, String> with(String property, int value) {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        defaults.put(property, Integer.toString(value));
        return defaults;
    }
}
