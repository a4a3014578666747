package com.k2.sequence.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a source begins when there is no Flink state.
 *
 * @param kind never null
 * @param time set on {@link Kind#TIME} alone
 */
public record StartPosition(Kind kind, Instant time) {

    public enum Kind {
        COMMITTED,
        EARLIEST,
        LATEST,
        TIME
    }

    /**
     * @throws IllegalArgumentException if the text is none of the words and no time of the epoch
     */
    static StartPosition parse(String text) {
        return switch (text) {
            case "committed" -> new StartPosition(Kind.COMMITTED, null);
            case "earliest" -> new StartPosition(Kind.EARLIEST, null);
            case "latest" -> new StartPosition(Kind.LATEST, null);
            default -> new StartPosition(Kind.TIME, timeOf(text));
        };
    }

    private static Instant timeOf(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
        throw new IllegalArgumentException(text);
    }

    /**
     * Where each partition is begun, for the connector.
     *
     * <p>A source asks when it runs, and one that is made anew before its first checkpoint again.
     * {@code latest} would then be past what has come meanwhile, so its offsets are those of the
     * submission; a partition that was not there then is read from its beginning. A time gives the
     * same place each time: no message at or after it lies before the first such message.
     *
     * @param ends where the partitions ended when the job was submitted; null if that is not known
     */
    // The connector still asks for a type that the Kafka client has deprecated.
    @SuppressWarnings("deprecation")
    public OffsetsInitializer offsets(Map<TopicPartition, Long> ends) {
        return switch (kind) {
            // The group's offsets, where it has some.
            case COMMITTED -> OffsetsInitializer.offsets(Map.of(), OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST ->
                    ends == null
                            ? OffsetsInitializer.latest()
                            : OffsetsInitializer.offsets(ends, OffsetResetStrategy.EARLIEST);
            case TIME -> OffsetsInitializer.timestamp(time.toEpochMilli());
        };
    }
}
