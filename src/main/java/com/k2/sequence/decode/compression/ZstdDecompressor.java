package com.k2.sequence.decode.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Decompresses RFC 8878 by the library that Kafka's clients bring. Always a whole value into the
 * whole buffer: a stream would take the window that a frame asks for, up to 128 MiB outside the
 * heap, before it gives a byte. Where the buffer was too small the value is decompressed again into
 * one twice as large, which the next values find.
 */
final class ZstdDecompressor extends Decompressor {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    ZstdDecompressor(int maxBytes) {
        super(Compression.ZSTD, maxBytes);
    }

    @Override
    Failure fill(byte[] value) {
        if (value.length == 0) {
            return Failure.MALFORMED;
        }
        while (true) {
            try {
                setLength(
                        context.decompressByteArray(
                                buffer(), 0, buffer().length, value, 0, value.length));
                return null;
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                    return Failure.MALFORMED;
                }
                if (!grow(declared(value))) {
                    return Failure.TOO_LARGE;
                }
            }
        }
    }

    /** What the first frame says of its size, which may be nothing, or wrong. */
    private int declared(byte[] value) {
        long size = Zstd.getFrameContentSize(value);
        return (int) Math.max(0, Math.min(size, maxBytes()));
    }

    @Override
    public void close() {
        context.close();
    }
}
