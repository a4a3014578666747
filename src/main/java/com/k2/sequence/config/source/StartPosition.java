package com.k2.sequence.config.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

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
}
