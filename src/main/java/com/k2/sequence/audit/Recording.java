package com.k2.sequence.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Recorded messages, one a line.
 *
 * @param name as it was given: a file, or {@code -} for standard input
 */
public record Recording(String name) {

    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /**
     * Its bytes, unpacked where they are gzip, whatever its name.
     *
     * @param standardInput what {@code -} stands for
     */
    InputStream open(InputStream standardInput) throws IOException {
        InputStream in =
                new BufferedInputStream(
                        name.equals(STANDARD_INPUT)
                                ? standardInput
                                : Files.newInputStream(Path.of(name)),
                        BUFFER);
        try {
            in.mark(2);
            boolean packed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
            in.reset();
            return packed ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
