package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What values a {@link StateField} has, and how they are written: as text and in binary form. */
public enum FieldKind {
    /** A {@code Long} from 0. */
    NUMBER("number", 0, "a decimal number from 0 to 2^63 - 1"),
    /** A {@code Long}: the last number of a series; -1 where the larger rule knows 0 comes next. */
    LAST("last", SequenceNumbers.NO_NUMBER, "a decimal number from 0 to 2^63 - 1"),
    /** Any {@code Long}: a number that counts on where the venue's own wrap. */
    POSITION("position", Long.MIN_VALUE, "a decimal number from -2^63 to 2^63 - 1"),
    /** A {@code Long}: nanoseconds since 1970-01-01T00:00:00Z. */
    TIME("time", Long.MIN_VALUE, "an ISO-8601 time in UTC, of 1677 to 2262") {
        @Override
        String textOf(Object value) {
            return EpochNanos.format((Long) value);
        }

        @Override
        Object parsed(String text) {
            return EpochNanos.parse(text);
        }

        @Override
        void write(Object value, DataOutput target) throws IOException {
            target.writeLong(value == null ? SequenceState.NO_TIMESTAMP : (Long) value);
        }

        @Override
        Object read(DataInput source) throws IOException {
            long nanos = source.readLong();
            return nanos == SequenceState.NO_TIMESTAMP ? null : nanos;
        }
    },
    /** A {@code String}, not empty. */
    TEXT("text", 0, "a text") {
        @Override
        String textOf(Object value) {
            return value.toString();
        }

        @Override
        Object parsed(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("an empty text");
            }
            return text;
        }

        @Override
        void write(Object value, DataOutput target) throws IOException {
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        Object read(DataInput source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    private final String word;
    private final long least;
    private final String expected;

    /**
     * @param least of numbers the lowest
     */
    FieldKind(String word, long least, String expected) {
        this.word = word;
        this.least = least;
        this.expected = expected;
    }

    /** As the guard of the shared store knows it. */
    public String word() {
        return word;
    }

    /** What a value must be, for messages. */
    public String expected() {
        return expected;
    }

    /** Whether values are numbers, and read as such by other programs. */
    public boolean isNumber() {
        return this != TIME && this != TEXT;
    }

    /** As other programs read it. */
    public final String format(Object value) {
        return textOf(value);
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException if the text is not in the very form in which it would be
     *     written
     */
    public final Object parse(String text) {
        Object value = parsed(text);
        if (!textOf(value).equals(text)) {
            throw new IllegalArgumentException(text + " would be written " + textOf(value));
        }
        return value;
    }

    // Of a number; the other kinds have their own.

    String textOf(Object value) {
        return value.toString();
    }

    Object parsed(String text) {
        long number = Long.parseLong(text);
        if (number < least) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    void write(Object value, DataOutput target) throws IOException {
        target.writeLong((Long) value);
    }

    Object read(DataInput source) throws IOException {
        return source.readLong();
    }
}
