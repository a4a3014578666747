package com.k2.sequence.decode.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;

/**
 * Makes characters of strictly well-formed UTF-8 (RFC 3629), which a JSON parser on bytes does not
 * require. Reuses its buffer, so a result is valid until the next call. Not thread-safe.
 */
public final class Utf8Decoder {

    /** A larger buffer is allocated for a single message and not kept. */
    private static final int MAX_KEPT_CHARACTERS = 64 * 1024;

    private final CharsetDecoder decoder = UTF_8.newDecoder();

    private CharBuffer buffer = CharBuffer.allocate(1024);

    /** The text in an array from its beginning, or null where the bytes are not UTF-8. */
    public CharBuffer decode(byte[] bytes) {
        return decode(bytes, bytes.length);
    }

    /** The text of the first {@code length} bytes, as {@link #decode(byte[])} gives it. */
    public CharBuffer decode(byte[] bytes, int length) {
        // No character takes less than a byte.
        CharBuffer text = buffer(length);
        decoder.reset();
        boolean valid =
                !decoder.decode(ByteBuffer.wrap(bytes, 0, length), text, true).isError()
                        && !decoder.flush(text).isError();
        return valid ? text.flip() : null;
    }

    private CharBuffer buffer(int length) {
        if (length > MAX_KEPT_CHARACTERS) {
            return CharBuffer.allocate(length);
        }
        if (length > buffer.capacity()) {
            buffer = CharBuffer.allocate(Math.max(length, 2 * buffer.capacity()));
        }
        return buffer.clear();
    }
}
