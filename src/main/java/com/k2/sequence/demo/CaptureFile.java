package com.k2.sequence.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads a recorded feed, one message on each line, as bytes, so that lines which are not text are
 * unchanged. Empty lines are skipped.
 */
final class CaptureFile implements Closeable {

    private static final int BUFFER_SIZE = 1 << 16;

    private final InputStream in;

    /**
     * @param path gzip where it ends in .gz
     */
    CaptureFile(Path path) throws IOException {
        InputStream file = Files.newInputStream(path);
        try {
            this.in =
                    new BufferedInputStream(
                            path.toString().endsWith(".gz")
                                    ? new GZIPInputStream(file, BUFFER_SIZE)
                                    : file,
                            BUFFER_SIZE);
        } catch (IOException e) {
            file.close();
            throw new IOException(path + " can't be read as gzip: " + e.getMessage(), e);
        }
    }

    /**
     * The next line without its end.
     *
     * @return null at the end of the file
     */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read;
        while ((read = in.read()) >= 0) {
            if (read != '\n') {
                line.write(read);
            } else if (!isBlank(line)) {
                return withoutReturn(line);
            } else {
                line.reset();
            }
        }
        return isBlank(line) ? null : withoutReturn(line);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() == 0 || line.size() == 1 && line.toByteArray()[0] == '\r';
    }

    private static byte[] withoutReturn(ByteArrayOutputStream line) {
        byte[] bytes = line.toByteArray();
        int length = bytes.length;
        return bytes[length - 1] == '\r' ? Arrays.copyOf(bytes, length - 1) : bytes;
    }
}
