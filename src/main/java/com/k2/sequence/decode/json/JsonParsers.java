package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.k2.sequence.decode.field.Utf8Decoder;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.CharBuffer;

/**
 * Opens parsers on one message after another: on its bytes where it is plain ASCII, as nearly all
 * are, else on its characters, which must be well-formed UTF-8. One message at a time; not
 * thread-safe.
 */
final class JsonParsers {

    /** A feed with more names than this uses data as names, such as order numbers. */
    static final int MAX_NAMES = 1_000;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bits that are 0 in every ASCII character. */
    private static final long NOT_ASCII = 0x8080808080808080L;

    /** Jackson guesses the encoding from this many bytes. */
    private static final int GUESSED_FROM = 4;

    private final OnBytes onBytes;
    private final JsonFactory onCharacters;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private char[] openedCharacters;
    private int openedLength;

    JsonParsers(int maxNestingDepth) {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(maxNestingDepth)
                        // Bounded by the record's size; no number is computed with.
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build();
        this.onBytes =
                new OnBytes(
                        new JsonFactoryBuilder()
                                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                .streamReadConstraints(constraints));
        this.onCharacters =
                JsonFactory.builder()
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .streamReadConstraints(constraints)
                        .build();
    }

    /**
     * Opens a parser on a message.
     *
     * @param length how many bytes the message has, from the first on
     * @return null where the message is not UTF-8
     */
    JsonParser open(byte[] json, int length) throws IOException {
        openedCharacters = null;
        return isPlain(json, length) && onBytes.names() <= MAX_NAMES
                ? onBytes.createParser(json, 0, length)
                : openCharacters(json, length);
    }

    /** Opens a parser on the message's characters; null as {@link #open} does. */
    JsonParser openCharacters(byte[] json, int length) throws IOException {
        CharBuffer text = decoder.decode(json, length);
        if (text == null) {
            return null;
        }
        openedCharacters = text.array();
        openedLength = text.length();
        return onCharacters.createParser(openedCharacters, 0, openedLength);
    }

    /** Opens one more parser, on a part of a message that was opened on its bytes. */
    JsonParser openPart(byte[] json, int offset, int length) throws IOException {
        return onBytes.createParser(json, offset, length);
    }

    /** Opens one more parser, on characters. */
    JsonParser openPart(char[] json, int offset, int length) throws IOException {
        return onCharacters.createParser(json, offset, length);
    }

    /** The characters that the message was opened on last; null where it was on its bytes. */
    char[] openedCharacters() {
        return openedCharacters;
    }

    /** How many characters the message has that was opened last on them. */
    int openedLength() {
        return openedLength;
    }

    /** Whether all is ASCII, and has no beginning that Jackson takes for UTF-16 or -32. */
    private static boolean isPlain(byte[] json, int length) {
        for (int i = 0; i < Math.min(GUESSED_FROM, length); i++) {
            if (json[i] == 0) {
                return false;
            }
        }
        long seen = 0;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            seen |= (long) LONGS.get(json, at);
        }
        for (; at < length; at++) {
            seen |= json[at];
        }
        return (seen & NOT_ASCII) == 0;
    }

    /**
     * Remembers the names it reads, in a table that is copied when one is added: quick on the few
     * names of a usual feed, but fifty times as slow where each message has others.
     */
    private static final class OnBytes extends JsonFactory {

        private static final long serialVersionUID = 1;

        private OnBytes(JsonFactoryBuilder builder) {
            super(builder);
        }

        /** How many names it remembers. */
        private int names() {
            return _byteSymbolCanonicalizer.size();
        }
    }
}
