package com.k2.sequence.admin.rows;

import com.k2.sequence.admin.terminal.DurationConverter;
import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.redis.rows.RedisRow;
import com.k2.sequence.redis.rows.RowPattern;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which rows are meant. */
public final class RowFilter {

    @Option(
            names = "--exchange",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description =
                    "Rows of these exchanges only: * is any text, ? one character, [ab] one of"
                            + " these; a backslash takes the next character as it is.")
    private String exchange = "*";

    @Option(
            names = "--symbol",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Rows of these symbols only, a pattern as for exchanges.")
    private String symbol = "*";

    @Option(
            names = "--min-gaps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Rows with at least so many gaps since the last reset.")
    private long minGaps;

    @Option(
            names = "--min-resets",
            paramLabel = "N",
            defaultValue = "0",
            description = "Rows with at least so many resets.")
    private long minResets;

    @Option(
            names = "--silent-for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Rows whose last number is from a message at least so old, such as 90s or"
                            + " '5 min'.")
    private Duration silentFor;

    public RowPattern pattern() {
        return new RowPattern(exchange, symbol);
    }

    /** Whether it is a row that is meant, among those of the pattern. */
    public boolean accepts(RedisRow row, Instant now) {
        return row.gapCount() >= minGaps && row.resetCount() >= minResets && isSilent(row, now);
    }

    private boolean isSilent(RedisRow row, Instant now) {
        if (silentFor == null) {
            return true;
        }
        return row.lastTimestamp() != null
                && !Text.instant(row.lastTimestamp()).isAfter(now.minus(silentFor));
    }
}
