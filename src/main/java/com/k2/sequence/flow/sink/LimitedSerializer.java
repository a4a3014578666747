package com.k2.sequence.flow.sink;

import com.k2.sequence.kafka.TopicLimits;
import com.k2.sequence.kafka.TopicLimits.Refusal;
import com.k2.sequence.kafka.TopicLimitsSource;
import com.k2.sequence.logging.RateLimit;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SourceRecord;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what its topic takes to that topic, and the rest as dead letters to theirs, by the same
 * producer and in the same transaction. A producer that is refused a record ends the job's attempt,
 * and the next attempt would bring the same record: so the limits of the topic are known
 * beforehand. They are asked for whenever a writer is opened. A topic whose limits are lowered
 * while the job runs therefore costs one restart. What is refused for a reason that was not
 * foreseen ends the job after some attempts: see {@link RejectedRecords}.
 *
 * <p>A record that is refused has been judged, and its key and row are as if it were in the topic.
 * Where dead letters have no topic it is counted and logged alone, as all dead letters are.
 *
 * <p>Used by one thread.
 */
public final class LimitedSerializer<T> implements KafkaRecordSerializationSchema<T> {

    public static final String RECORDS_REFUSED = "records_refused";

    private static final Logger LOG = LoggerFactory.getLogger(LimitedSerializer.class);

    private static final int LOGGED_PER_INTERVAL = 10;
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    /** What a refused element becomes a dead letter of. */
    @FunctionalInterface
    public interface Origin<T> extends Serializable {

        /**
         * The record that stands for an element.
         *
         * @param written what would have been written for it
         */
        SourceRecord of(T element, ProducerRecord<byte[], byte[]> written);
    }

    private final String topic;
    private final int largestGiven;
    private final int largestSent;
    private final TopicLimitsSource source;
    private final KafkaRecordSerializationSchema<T> serializer;
    private final Origin<T> origin;
    private final DeadLetterSerializer deadLetters;

    private transient TopicLimits limits;
    private transient boolean checksSize;
    private transient Counter refused;
    private transient RateLimit logLimit;

    /** Below it no record's time is ahead of what the topic takes. */
    private transient long latest;

    /**
     * @param largestGiven no element makes a record of more bytes
     * @param largestSent most bytes of a record that the producer sends
     * @param deadLetters null where they are not written
     */
    public LimitedSerializer(
            String topic,
            int largestGiven,
            int largestSent,
            TopicLimitsSource source,
            KafkaRecordSerializationSchema<T> serializer,
            Origin<T> origin,
            DeadLetterSerializer deadLetters) {
        this.topic = topic;
        this.largestGiven = largestGiven;
        this.largestSent = largestSent;
        this.source = source;
        this.serializer = serializer;
        this.origin = origin;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) throws Exception {
        RejectedRecords.checkAttempt(topic);
        limits = source.of(topic).atMost(largestSent);
        checksSize = !limits.takes(largestGiven);
        latest = Long.MIN_VALUE;
        // An exactly-once writer opens it twice; a second counter would not be reported.
        if (refused == null) {
            refused = context.getMetricGroup().counter(RECORDS_REFUSED);
        }
        logLimit = new RateLimit(LOGGED_PER_INTERVAL, LOG_INTERVAL);
        serializer.open(context, sinkContext);
        if (deadLetters != null) {
            deadLetters.open(context, sinkContext);
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T element, KafkaSinkContext context, Long flinkTimestamp) {
        ProducerRecord<byte[], byte[]> record =
                serializer.serialize(element, context, flinkTimestamp);
        if (record == null || isTaken(record)) {
            return record;
        }
        Refusal refusal = limits.refusal(record, System.currentTimeMillis());
        return refusal == null ? record : deadLetter(element, record, refusal, context);
    }

    /** Quickly, for nearly all: the clock is read where a time is ahead of all before alone. */
    private boolean isTaken(ProducerRecord<byte[], byte[]> record) {
        if (checksSize && !limits.takes(TopicLimits.size(record))
                || limits.compacted() && record.key() == null) {
            return false;
        }
        Long timestamp = record.timestamp();
        if (timestamp == null) {
            return true;
        }
        if (timestamp > latest) {
            latest = limits.latest(System.currentTimeMillis());
        }
        return timestamp <= latest
                && (!limits.hasEarliest()
                        || timestamp >= limits.earliest(System.currentTimeMillis()));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            T element,
            ProducerRecord<byte[], byte[]> record,
            Refusal refusal,
            KafkaSinkContext context) {
        refused.inc();
        SourceRecord from = origin.of(element, record);
        long suppressed = logLimit.suppressedBefore(System.nanoTime());
        if (suppressed != RateLimit.SUPPRESS) {
            LOG.warn(
                    "A record of {} is a dead letter: {}: {} ({} more were not logged before it)",
                    from.position(),
                    refusal.reason().word(),
                    refusal.message(),
                    suppressed);
        }
        return deadLetters == null
                ? null
                : deadLetters.serialize(
                        new DeadLetter(from, refusal.reason(), refusal.message()), context, null);
    }
}
