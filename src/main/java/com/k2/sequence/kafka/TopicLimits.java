package com.k2.sequence.kafka;

import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.RecordSize;
import java.io.Serializable;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which records a topic takes, as its brokers have it.
 *
 * @param maxRecordBytes {@code max.message.bytes}
 * @param compacted whether {@code cleanup.policy} has {@code compact}: every record needs a key
 *     then
 * @param appendTime whether the brokers put their own time ({@code message.timestamp.type}), so
 *     that a record's time does not matter
 * @param maxAgeMillis {@code message.timestamp.before.max.ms}
 * @param maxAheadMillis {@code message.timestamp.after.max.ms}
 */
public record TopicLimits(
        int maxRecordBytes,
        boolean compacted,
        boolean appendTime,
        long maxAgeMillis,
        long maxAheadMillis)
        implements Serializable {

    /** Of a topic whose limits are not known: it takes everything. */
    public static final TopicLimits UNKNOWN =
            new TopicLimits(Integer.MAX_VALUE, false, false, Long.MAX_VALUE, Long.MAX_VALUE);

    /** What Kafka adds to a record in a batch of its own, rounded up. */
    public static final int RECORD_OVERHEAD = 128;

    /** A broker's clock is not the job's, and a record waits before it is sent. */
    private static final long MOST_MARGIN_MILLIS = Duration.ofSeconds(30).toMillis();

    /**
     * Why the topic does not take a record.
     *
     * @param reason as dead letters have it
     * @param message what was found, and what to change
     */
    public record Refusal(Reason reason, String message) {}

    /** With no more bytes than these. */
    public TopicLimits atMost(int bytes) {
        return bytes >= maxRecordBytes
                ? this
                : new TopicLimits(bytes, compacted, appendTime, maxAgeMillis, maxAheadMillis);
    }

    /** Whether a record of so many bytes, as {@link #size} counts them, is taken. */
    public boolean takes(long size) {
        return size <= maxRecordBytes;
    }

    /** How many bytes a record takes in a topic, before compression and rounded up. */
    public static long size(ProducerRecord<byte[], byte[]> record) {
        return RECORD_OVERHEAD
                + RecordSize.of(record.key())
                + RecordSize.of(record.value())
                + RecordSize.of(record.headers());
    }

    /** Whether a record may be too old. */
    public boolean hasEarliest() {
        return !appendTime && maxAgeMillis != Long.MAX_VALUE;
    }

    /** The earliest time that is taken at this time of the clock. */
    public long earliest(long nowMillis) {
        return appendTime || maxAgeMillis >= nowMillis
                ? Long.MIN_VALUE
                : nowMillis - maxAgeMillis + margin(maxAgeMillis);
    }

    /** The latest time that is taken at this time of the clock. */
    public long latest(long nowMillis) {
        return appendTime || maxAheadMillis > Long.MAX_VALUE - nowMillis
                ? Long.MAX_VALUE
                : nowMillis + maxAheadMillis - margin(maxAheadMillis);
    }

    /** Whether a record of this time is taken at this time of the clock. */
    public boolean takesTime(long timestamp, long nowMillis) {
        return timestamp >= earliest(nowMillis) && timestamp <= latest(nowMillis);
    }

    private static long margin(long limitMillis) {
        return Math.min(limitMillis / 10, MOST_MARGIN_MILLIS);
    }

    /** Why a record is refused; null where it is taken. */
    public Refusal refusal(ProducerRecord<byte[], byte[]> record, long nowMillis) {
        String topic = "topic '" + record.topic() + "' ";
        long size = size(record);
        if (!takes(size)) {
            return new Refusal(
                    Reason.TOO_LARGE,
                    topic
                            + "takes records up to "
                            + maxRecordBytes
                            + " bytes, and this one has "
                            + size
                            + "; raise its max.message.bytes (and kafka.properties.max.request.size,"
                            + " if set), or lower sink.max-record-size");
        }
        if (compacted && record.key() == null) {
            return new Refusal(
                    Reason.MALFORMED,
                    topic
                            + "is compacted and takes no record without a key; set its"
                            + " cleanup.policy to delete");
        }
        Long timestamp = record.timestamp();
        if (timestamp == null) {
            return null;
        }
        if (timestamp < earliest(nowMillis)) {
            return outside(topic, timestamp, nowMillis, "before", maxAgeMillis);
        }
        return timestamp > latest(nowMillis)
                ? outside(topic, timestamp, nowMillis, "after", maxAheadMillis)
                : null;
    }

    private static Refusal outside(
            String topic, long timestamp, long nowMillis, String side, long limit) {
        return new Refusal(
                Reason.INVALID_TIMESTAMP,
                "the Kafka record's timestamp, "
                        + timestamp
                        + " ms, is "
                        + Math.abs(nowMillis - timestamp)
                        + " ms "
                        + side
                        + " now, and "
                        + topic
                        + "takes "
                        + limit
                        + "; raise its message.timestamp."
                        + side
                        + ".max.ms");
    }
}
