package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.layout.PercentEncoding;
import java.util.Objects;

/**
 * Which rows are meant, by their names, in Redis's own patterns: {@code *} stands for any text,
 * {@code ?} for one character, {@code [ab]} for one of these, and a backslash takes the next
 * character as it is.
 *
 * @param exchange never null
 * @param symbol never null
 */
public record RowPattern(String exchange, String symbol) {

    /** Every row. */
    public static final RowPattern ALL = new RowPattern("*", "*");

    private static final String SPECIAL = "*?[]\\";

    public RowPattern {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(symbol, "symbol");
    }

    /** For SCAN. What is encoded in keys is encoded here, and nothing in the prefix is special. */
    String match(String keyPrefix) {
        return escape(keyPrefix)
                + ':'
                + PercentEncoding.encode(exchange)
                + ':'
                + PercentEncoding.encode(symbol);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 4);
        for (char character : text.toCharArray()) {
            if (SPECIAL.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
        }
        return escaped.toString();
    }
}
