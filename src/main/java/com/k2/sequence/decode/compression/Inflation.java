package com.k2.sequence.decode.compression;

import com.k2.sequence.decode.compression.Decompressor.Failure;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates one stream of deflated bytes into a decompressor's buffer. Not thread-safe. */
final class Inflation implements AutoCloseable {

    private final Inflater inflater;
    private int end;

    /**
     * @param raw whether streams have no zlib header
     */
    Inflation(boolean raw) {
        this.inflater = new Inflater(raw);
    }

    /**
     * Appends what the stream that begins at an offset holds.
     *
     * @return null where it is whole
     */
    Failure inflate(byte[] value, int offset, Decompressor into) {
        inflater.reset();
        inflater.setInput(value, offset, value.length - offset);
        try {
            while (!inflater.finished()) {
                if (into.room() == 0 && !into.grow(0)) {
                    return endsHere() ? null : Failure.TOO_LARGE;
                }
                int got = inflater.inflate(into.buffer(), into.length(), into.room());
                if (got == 0 && !inflater.finished()) {
                    // No more input, or a dictionary that nobody has.
                    return Failure.MALFORMED;
                }
                into.setLength(into.length() + got);
            }
        } catch (DataFormatException e) {
            return Failure.MALFORMED;
        } finally {
            end = value.length - inflater.getRemaining();
        }
        return null;
    }

    /** Whether the stream ends without a byte more: its end may still have to be read. */
    private boolean endsHere() throws DataFormatException {
        return inflater.inflate(new byte[1]) == 0 && inflater.finished();
    }

    /** Where the stream that was inflated last ends. */
    int end() {
        return end;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
