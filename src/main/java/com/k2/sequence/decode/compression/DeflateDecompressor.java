package com.k2.sequence.decode.compression;

/** Decompresses RFC 1950 and RFC 1951, told apart by zlib's header. */
final class DeflateDecompressor extends Decompressor {

    private static final int METHOD_MASK = 0x0f;
    private static final int DEFLATE = 8;
    private static final int MAX_WINDOW = 7;
    private static final int HEADER_CHECK = 31;

    private final Inflation zlib = new Inflation(false);
    private final Inflation raw = new Inflation(true);

    DeflateDecompressor(int maxBytes) {
        super(Compression.DEFLATE, maxBytes);
    }

    @Override
    Failure fill(byte[] value) {
        Inflation inflation = hasHeader(value) ? zlib : raw;
        Failure failure = inflation.inflate(value, 0, this);
        return failure == null && inflation.end() < value.length ? Failure.MALFORMED : failure;
    }

    /**
     * Whether it begins as zlib does. A stream without a header that begins so would be a stored
     * block with bits set that are zero in what any compressor writes.
     */
    private static boolean hasHeader(byte[] value) {
        if (value.length < 2) {
            return false;
        }
        int first = value[0] & 0xff;
        int second = value[1] & 0xff;
        return (first & METHOD_MASK) == DEFLATE
                && first >> 4 <= MAX_WINDOW
                && (first << 8 | second) % HEADER_CHECK == 0;
    }

    @Override
    public void close() {
        zlib.close();
        raw.close();
    }
}
