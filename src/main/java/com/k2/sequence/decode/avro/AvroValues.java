package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;

/** Avro's values as JSON has them, times as ISO-8601. */
final class AvroValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** More than the 64 digits that a time may have, the longest of all numbers that are read. */
    private static final int MAX_DECIMAL_BITS = 256;

    private static final double LOG10_OF_2 = 0.30103;

    private AvroValues() {}

    /**
     * Converts a value.
     *
     * @param value as Avro's generic reader gives it; may be null
     * @param schema the value's own, no union
     * @throws CharacterCodingException if text is not in UTF-8: two symbols must not become one
     */
    static JsonNode json(Object value, Schema schema) throws CharacterCodingException {
        return switch (schema.getType()) {
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case INT -> JSON.numberNode((Integer) value);
            case LONG -> number((Long) value, schema.getLogicalType());
            case FLOAT, DOUBLE -> real(((Number) value).doubleValue());
            case ENUM -> JSON.textNode(value.toString());
            case STRING -> text((Utf8) value);
            case BYTES -> bytes((ByteBuffer) value, schema.getLogicalType());
            case FIXED -> fixed(((GenericFixed) value).bytes(), schema.getLogicalType());
            case ARRAY -> JSON.arrayNode();
            case MAP, RECORD -> JSON.objectNode();
            case UNION -> throw new IllegalArgumentException("a union has no value of its own");
        };
    }

    private static JsonNode number(long value, LogicalType type) {
        if (type == null) {
            return JSON.numberNode(value);
        }
        return switch (type.getName()) {
            case "timestamp-millis", "local-timestamp-millis" -> time(value, ChronoUnit.MILLIS);
            case "timestamp-micros", "local-timestamp-micros" -> time(value, ChronoUnit.MICROS);
            case "timestamp-nanos", "local-timestamp-nanos" -> time(value, ChronoUnit.NANOS);
            default -> JSON.numberNode(value);
        };
    }

    private static JsonNode time(long value, ChronoUnit unit) {
        return JSON.textNode(Instant.EPOCH.plus(value, unit).toString());
    }

    /** What JSON has no number for is text, and then no sequence number either. */
    private static JsonNode real(double value) {
        return Double.isFinite(value)
                ? JSON.numberNode(value)
                : JSON.textNode(Double.toString(value));
    }

    private static JsonNode text(Utf8 value) throws CharacterCodingException {
        return text(ByteBuffer.wrap(value.getBytes(), 0, value.getByteLength()));
    }

    private static JsonNode text(ByteBuffer utf8) throws CharacterCodingException {
        return JSON.textNode(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    }

    private static JsonNode bytes(ByteBuffer value, LogicalType type)
            throws CharacterCodingException {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return type instanceof LogicalTypes.Decimal decimal && bytes.length > 0
                ? number(bytes, decimal)
                : text(ByteBuffer.wrap(bytes));
    }

    /** What fills a text of fixed length up, zeros or spaces, is no part of it. */
    private static JsonNode fixed(byte[] bytes, LogicalType type) throws CharacterCodingException {
        if (type instanceof LogicalTypes.Decimal decimal && bytes.length > 0) {
            return number(bytes, decimal);
        }
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == 0 || bytes[length - 1] == ' ')) {
            length--;
        }
        return text(ByteBuffer.wrap(bytes, 0, length));
    }

    /**
     * Writing a number out takes time that grows with the square of its length, so that a decimal
     * of 900 kB would take seconds. One that is far past whatever a field can be becomes a power of
     * ten of about its digits, which is as invalid there as the number itself would be.
     */
    private static JsonNode number(byte[] unscaled, LogicalTypes.Decimal type) {
        // In time of its length: bytes in front that only repeat the sign are left out.
        BigInteger number = new BigInteger(unscaled);
        if (number.bitLength() > MAX_DECIMAL_BITS) {
            int digits = (int) (number.bitLength() * LOG10_OF_2);
            return JSON.numberNode(new BigDecimal(BigInteger.valueOf(number.signum()), -digits));
        }
        return JSON.numberNode(new BigDecimal(number, type.getScale()));
    }
}
