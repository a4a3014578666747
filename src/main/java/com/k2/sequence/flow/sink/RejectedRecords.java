package com.k2.sequence.flow.sink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of the records that producers of this process were refused for what they are, and ends the
 * job where that comes again and again.
 *
 * <p>Such a refusal fails the attempt. The next attempt asks for the topic's limits and makes dead
 * letters of what is past them ({@link LimitedSerializer}), so it should not come again. Where it
 * does, the limits can't be asked for (no right to describe the topic's configuration) or the
 * reason is another one, and a restart would bring the same record for ever. After {@value #MOST}
 * attempts in a row that each ended so, within {@link #ATTEMPT} of their start, the job fails for
 * good with what to change: its last checkpoint is kept as Flink's configuration has it, and the
 * job goes on from there.
 *
 * <p>Kafka makes one for each producer, and calls it on the producer's thread.
 */
public final class RejectedRecords implements ProducerInterceptor<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecords.class);

    /** So many attempts may end by a refusal. */
    static final int MOST = 3;

    private static final Duration ATTEMPT = Duration.ofMinutes(10);

    /** Of all topics that were refused a record: one job's few outputs. */
    private static final Map<String, History> TOPICS = new ConcurrentHashMap<>();

    /**
     * What happened at a topic.
     *
     * @param attempts that ended by a refusal, one after another
     * @param since when the newest of them was refused a record, by {@link System#nanoTime}
     * @param ended whether that attempt is over, so that another refusal is of a new one
     * @param problem what the brokers or the producer said
     */
    private record History(int attempts, long since, boolean ended, String problem) {}

    /**
     * A writer to a topic begins.
     *
     * @throws SuppressRestartsException if attempts before it were refused a record too often
     */
    static void checkAttempt(String topic) {
        History history =
                TOPICS.computeIfPresent(
                        topic,
                        (name, before) ->
                                new History(before.attempts, before.since, true, before.problem));
        if (history != null && history.attempts >= MOST) {
            TOPICS.remove(topic);
            throw new SuppressRestartsException(
                    new IllegalStateException(
                            "The job ends, because topic '"
                                    + topic
                                    + "' refused a record in each of "
                                    + history.attempts
                                    + " attempts: "
                                    + history.problem
                                    + ". "
                                    + ADVICE));
        }
    }

    private static final String ADVICE =
            "Check its max.message.bytes, message.timestamp.before.max.ms and .after.max.ms,"
                    + " cleanup.policy (compact takes no record without a key), and"
                    + " kafka.properties.max.request.size and buffer.memory; give the job's user the"
                    + " right to describe the topic's configuration (DescribeConfigs), by which such"
                    + " records become dead letters. Then start the job from its last checkpoint";

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        if (exception instanceof RecordTooLargeException
                || exception instanceof RecordBatchTooLargeException
                || exception instanceof InvalidTimestampException
                || exception instanceof InvalidRecordException) {
            rejected(metadata.topic(), exception.getMessage(), System.nanoTime());
        }
    }

    private static void rejected(String topic, String problem, long now) {
        TOPICS.compute(
                topic,
                (name, before) -> {
                    if (before != null && !before.ended) {
                        return before;
                    }
                    boolean again = before != null && now - before.since < ATTEMPT.toNanos();
                    LOG.error(
                            "Topic '{}' refuses a record of the job, which therefore restarts: {}. {}",
                            topic,
                            problem,
                            ADVICE);
                    return new History(again ? before.attempts + 1 : 1, now, false, problem);
                });
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return record;
    }

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
}
