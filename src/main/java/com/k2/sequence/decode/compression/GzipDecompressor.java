package com.k2.sequence.decode.compression;

import java.util.zip.CRC32;

/**
 * Decompresses RFC 1952. Java's own stream takes a new inflater for each value, which costs far
 * more than a small value does.
 */
final class GzipDecompressor extends Decompressor {

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int NOT_A_HEADER = -1;

    private final Inflation inflation = new Inflation(true);
    private final CRC32 crc = new CRC32();

    GzipDecompressor(int maxBytes) {
        super(Compression.GZIP, maxBytes);
    }

    @Override
    Failure fill(byte[] value) {
        int at = 0;
        do {
            int data = endOfHeader(value, at);
            if (data == NOT_A_HEADER) {
                return Failure.MALFORMED;
            }
            int before = length();
            Failure failure = inflation.inflate(value, data, this);
            if (failure != null) {
                return failure;
            }
            at = inflation.end();
            if (!isTrailer(value, at, before)) {
                return Failure.MALFORMED;
            }
            at += TRAILER_BYTES;
        } while (at < value.length);
        return null;
    }

    private boolean isTrailer(byte[] value, int at, int before) {
        if (value.length - at < TRAILER_BYTES) {
            return false;
        }
        crc.reset();
        crc.update(buffer(), before, length() - before);
        return littleEndian(value, at) == (int) crc.getValue()
                && littleEndian(value, at + Integer.BYTES) == length() - before;
    }

    private static int endOfHeader(byte[] value, int start) {
        if (value.length - start < HEADER_BYTES
                || value[start] != (byte) 0x1f
                || value[start + 1] != (byte) 0x8b
                || value[start + 2] != 8
                || (value[start + 3] & RESERVED) != 0) {
            return NOT_A_HEADER;
        }
        int flags = value[start + 3];
        int at = start + HEADER_BYTES;
        if ((flags & HAS_EXTRA) != 0) {
            if (value.length - at < Short.BYTES) {
                return NOT_A_HEADER;
            }
            at += Short.BYTES + ((value[at] & 0xff) | (value[at + 1] & 0xff) << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            at = afterZero(value, at);
        }
        if ((flags & HAS_COMMENT) != 0) {
            at = afterZero(value, at);
        }
        if ((flags & HAS_HEADER_CRC) != 0) {
            at += Short.BYTES;
        }
        return at <= value.length ? at : NOT_A_HEADER;
    }

    private static int afterZero(byte[] value, int start) {
        int at = start;
        while (at < value.length && value[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static int littleEndian(byte[] value, int at) {
        return (value[at] & 0xff)
                | (value[at + 1] & 0xff) << 8
                | (value[at + 2] & 0xff) << 16
                | (value[at + 3] & 0xff) << 24;
    }

    @Override
    public void close() {
        inflation.close();
    }
}
