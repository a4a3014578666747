package com.k2.sequence.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Where a source begins when there is no Flink state.
 *
 * @param kind never null
 * @param time set on {@link Kind#TIME} alone
 */
record StartPosition(Kind kind, Instant time) {

    enum Kind {
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

    /** The connector still asks for a type that the Kafka client has deprecated. */
    @SuppressWarnings("deprecation")
    OffsetsInitializer offsets() {
        return switch (kind) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case TIME -> OffsetsInitializer.timestamp(time.toEpochMilli());
        };
    }
}
