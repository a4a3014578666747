package com.k2.sequence.decode.compression;

import java.util.Locale;

/** How a source's values are compressed inside their records. */
public enum Compression {
    /** Not at all. */
    NONE,
    /** RFC 1952, one member or several. */
    GZIP,
    /** RFC 1950 (with zlib's header), or RFC 1951 (without): venues call either "deflate". */
    DEFLATE,
    /** RFC 8878, one frame or several. */
    ZSTD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A decompressor, to be closed.
     *
     * @param maxBytes most bytes of a value once it is decompressed
     * @return null of {@link #NONE}
     */
    public Decompressor open(int maxBytes) {
        return switch (this) {
            case NONE -> null;
            case GZIP -> new GzipDecompressor(maxBytes);
            case DEFLATE -> new DeflateDecompressor(maxBytes);
            case ZSTD -> new ZstdDecompressor(maxBytes);
        };
    }
}
