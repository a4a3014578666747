package com.k2.sequence.decode.compression;

import java.util.Arrays;

/**
 * Decompresses one value after another into a buffer of its own, whatever it was given: a value
 * that can't be decompressed, or is too large once it is, gives a {@link Failure} and no more work
 * than its limit. To be closed, since it holds memory outside the heap. Not thread-safe.
 */
public abstract class Decompressor implements AutoCloseable {

    /** Why there is no value. */
    public enum Failure {
        /** Not compressed that way, cut short, damaged, or with something behind it. */
        MALFORMED,
        /** More bytes than are allowed. */
        TOO_LARGE
    }

    /** A larger buffer is made for the one value that needs it. */
    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    private static final int FIRST_BYTES = 4 * 1024;

    private final Compression compression;
    private final int maxBytes;

    private byte[] buffer;
    private int length;

    Decompressor(Compression compression, int maxBytes) {
        this.compression = compression;
        this.maxBytes = maxBytes;
        this.buffer = new byte[Math.min(FIRST_BYTES, maxBytes)];
    }

    /**
     * Decompresses a value.
     *
     * @return null where it is in {@link #buffer} now
     */
    public final Failure decompress(byte[] value) {
        if (buffer.length > MAX_KEPT_BYTES) {
            buffer = new byte[FIRST_BYTES];
        }
        length = 0;
        return fill(value);
    }

    /** What a failure was, for a person. */
    public final String problem(Failure failure) {
        return switch (failure) {
            case MALFORMED ->
                    "the value is not whole and valid "
                            + compression.word()
                            + " (compression), or something follows it";
            case TOO_LARGE ->
                    "the value takes more than "
                            + maxBytes
                            + " bytes once it is decompressed ("
                            + compression.word()
                            + ")";
        };
    }

    /** Holds the value from its first byte on; valid until the next one. */
    public final byte[] buffer() {
        return buffer;
    }

    /** How many bytes the value has. */
    public final int length() {
        return length;
    }

    /** Decompresses a value into the buffer. */
    abstract Failure fill(byte[] value);

    /** Frees what is outside the heap. */
    @Override
    public abstract void close();

    final void setLength(int bytes) {
        length = bytes;
    }

    final int room() {
        return buffer.length - length;
    }

    final int maxBytes() {
        return maxBytes;
    }

    /**
     * Makes the buffer larger.
     *
     * @param least how many bytes it should hold, if that is allowed
     * @return false where it is as large as is allowed already
     */
    final boolean grow(int least) {
        if (buffer.length >= maxBytes) {
            return false;
        }
        long wanted = Math.max(least, 2L * buffer.length);
        buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, maxBytes));
        return true;
    }
}
