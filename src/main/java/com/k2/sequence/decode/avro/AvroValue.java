package com.k2.sequence.decode.avro;

import com.k2.sequence.decode.field.FieldValue;
import com.k2.sequence.decode.field.MessageTimes;
import com.k2.sequence.decode.field.Utf8Decoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/** The value that was read last from an Avro decoder. Reused for every value; not thread-safe. */
final class AvroValue implements FieldValue {

    /** More than the 64 digits that a time may have, the longest of all numbers that are read. */
    private static final int MAX_DECIMAL_BITS = 256;

    private static final double LOG10_OF_2 = 0.30103;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Utf8Decoder utf8Decoder = new Utf8Decoder();
    private final Utf8 utf8 = new Utf8();

    private Kind kind;
    private char[] chars;
    private int length;

    /** The unit of a time, or null where the value is not one. */
    private ChronoUnit unit;

    /** The time in its own unit, and in nanoseconds. */
    private long time;

    private long nanos;

    /**
     * Reads a value.
     *
     * @param schema the value's own, not a union
     * @param decoder of a message whose length has been checked: a length inside it is trusted
     * @throws CharacterCodingException if text is not in UTF-8: two symbols must not become one
     * @throws RuntimeException if it is not a value of the schema
     */
    void read(Schema schema, Decoder decoder) throws IOException {
        unit = null;
        switch (schema.getType()) {
            case NULL -> skip(Kind.NULL, schema, decoder);
            case BOOLEAN -> skip(Kind.BOOLEAN, schema, decoder);
            case INT -> set(Kind.INTEGER, Integer.toString(decoder.readInt()));
            case LONG -> setLong(decoder.readLong(), schema.getLogicalType());
            case FLOAT -> setReal(decoder.readFloat());
            case DOUBLE -> setReal(decoder.readDouble());
            case ENUM -> set(Kind.TEXT, schema.getEnumSymbols().get(decoder.readEnum()));
            case STRING -> {
                Utf8 text = decoder.readString(utf8);
                setText(text.getBytes(), text.getByteLength());
            }
            case BYTES -> {
                byte[] bytes = decoder.readBytes(null).array();
                setBytes(bytes, bytes.length, schema.getLogicalType());
            }
            case FIXED -> {
                byte[] bytes = new byte[schema.getFixedSize()];
                decoder.readFixed(bytes);
                setBytes(bytes, lengthWithoutPadding(bytes), schema.getLogicalType());
            }
            case ARRAY -> skip(Kind.ARRAY, schema, decoder);
            case MAP, RECORD -> skip(Kind.OBJECT, schema, decoder);
            case UNION -> throw new IllegalArgumentException("a union has no value of its own");
        }
    }

    private void skip(Kind what, Schema schema, Decoder decoder) throws IOException {
        kind = what;
        GenericDatumReader.skip(schema, decoder);
    }

    private void set(Kind what, String text) {
        kind = what;
        chars = text.toCharArray();
        length = chars.length;
    }

    private void setLong(long value, LogicalType type) {
        switch (type == null ? "" : type.getName()) {
            case "timestamp-millis", "local-timestamp-millis" ->
                    setTime(value, ChronoUnit.MILLIS, NANOS_PER_MILLI);
            case "timestamp-micros", "local-timestamp-micros" ->
                    setTime(value, ChronoUnit.MICROS, NANOS_PER_MICRO);
            case "timestamp-nanos", "local-timestamp-nanos" -> setTime(value, ChronoUnit.NANOS, 1);
            default -> set(Kind.INTEGER, Long.toString(value));
        }
    }

    /** Its text is asked for only where it is not taken as a time: see {@link #chars()}. */
    private void setTime(long value, ChronoUnit timeUnit, long nanosPerUnit) {
        kind = Kind.TEXT;
        chars = null;
        unit = timeUnit;
        time = value;
        nanos =
                value < 0 || value > Long.MAX_VALUE / nanosPerUnit
                        ? MessageTimes.NONE
                        : value * nanosPerUnit;
    }

    /** A value that JSON has no number for is text, and then not a sequence number either. */
    private void setReal(double value) {
        set(Double.isFinite(value) ? Kind.DECIMAL : Kind.TEXT, Double.toString(value));
    }

    private void setText(byte[] bytes, int byteLength) throws CharacterCodingException {
        CharBuffer text = utf8Decoder.decode(bytes, byteLength);
        if (text == null) {
            throw new CharacterCodingException();
        }
        kind = Kind.TEXT;
        chars = text.array();
        length = text.length();
    }

    private void setBytes(byte[] bytes, int textLength, LogicalType type)
            throws CharacterCodingException {
        if (type instanceof LogicalTypes.Decimal decimal && bytes.length > 0) {
            setDecimal(new BigInteger(bytes), decimal.getScale());
        } else {
            setText(bytes, textLength);
        }
    }

    /** What fills up a text of fixed length, zeros or spaces, is not part of it. */
    private static int lengthWithoutPadding(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == ' ')) {
            end--;
        }
        return end;
    }

    /**
     * Writing a number out takes time that grows with the square of its length, so that a decimal
     * of 900 kB would take seconds. One that is far larger than any field's value may be becomes a
     * power of ten with about its digits, which is as invalid there as the number itself would be.
     */
    private void setDecimal(BigInteger unscaled, int scale) {
        boolean huge = unscaled.bitLength() > MAX_DECIMAL_BITS;
        BigDecimal number =
                huge
                        ? new BigDecimal(
                                BigInteger.valueOf(unscaled.signum()),
                                -(int) (unscaled.bitLength() * LOG10_OF_2))
                        : new BigDecimal(unscaled, scale);
        set(number.scale() == 0 ? Kind.INTEGER : Kind.DECIMAL, number.toString());
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public char[] chars() {
        if (chars == null) {
            set(Kind.TEXT, Instant.EPOCH.plus(time, unit).toString());
        }
        return chars;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        chars();
        return length;
    }

    @Override
    public String text() {
        return new String(chars(), 0, length);
    }

    @Override
    public boolean isTime() {
        return unit != null;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
