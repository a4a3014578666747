package com.k2.sequence.operator.metrics;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import com.k2.sequence.logging.Printable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What metrics call an exchange, which may come from a message and be any text. */
final class ExchangeName {

    /** Most characters of a name. */
    static final int MAX_LENGTH = 64;

    /** Before the hash, in sixteen hexadecimal digits, of what the name does not show. */
    private static final char SEPARATOR = '~';

    private static final int HASH_DIGITS = 16;
    private static final int PREFIX = MAX_LENGTH - 1 - HASH_DIGITS;

    private ExchangeName() {}

    /**
     * The exchange itself where it is short and printable, else its beginning and a hash of the
     * whole, the same in every process.
     */
    static String of(String exchange) {
        String printable =
                Printable.line(
                        exchange.length() <= MAX_LENGTH ? exchange : exchange.substring(0, PREFIX));
        if (printable.equals(exchange)) {
            return exchange;
        }
        String prefix = printable.substring(0, Math.min(PREFIX, printable.length()));
        return prefix + SEPARATOR + "%016x".formatted(hash(exchange));
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_16BE));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
