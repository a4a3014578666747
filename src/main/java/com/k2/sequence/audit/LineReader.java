package com.k2.sequence.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream's lines as bytes. What is kept of a line is bounded. For one thread. */
final class LineReader implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int end;

    /** The beginning of a line that goes on past the buffer; null where none does. */
    private byte[] begun;

    /**
     * @param maxBytes what is behind so many bytes of a line is left out, but for one more
     */
    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line without its end, {@code \n} or {@code \r\n}; null behind the last. */
    byte[] next() throws IOException {
        begun = null;
        while (true) {
            if (from == end) {
                from = 0;
                end = in.read(buffer);
                if (end <= 0) {
                    end = 0;
                    return begun == null ? null : withoutReturn(begun);
                }
            }
            int at = from;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (at < end) {
                byte[] line = joined(at);
                from = at + 1;
                return withoutReturn(line);
            }
            begun = joined(end);
            from = end;
        }
    }

    /** What was begun, and what follows in the buffer up to a place. */
    private byte[] joined(int to) {
        if (begun == null) {
            return Arrays.copyOfRange(buffer, from, from + Math.min(to - from, maxBytes + 1));
        }
        int added = Math.min(to - from, maxBytes + 1 - begun.length);
        byte[] line = Arrays.copyOf(begun, begun.length + added);
        System.arraycopy(buffer, from, line, begun.length, added);
        return line;
    }

    private static byte[] withoutReturn(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
