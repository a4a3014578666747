package com.k2.sequence.io.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/** Avro's values as JSON has them, times as ISO-8601. */
final class AvroValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AvroValues() {}

    /**
     * Converts a value.
     *
     * @param value as Avro's generic reader gives it; may be null
     * @param schema the value's own, no union
     */
    static JsonNode json(Object value, Schema schema) {
        return switch (schema.getType()) {
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case INT -> JSON.numberNode((Integer) value);
            case LONG -> number((Long) value, schema.getLogicalType());
            case FLOAT, DOUBLE -> real(((Number) value).doubleValue());
            case STRING, ENUM -> JSON.textNode(value.toString());
            case BYTES -> bytes(bytesOf((ByteBuffer) value), schema.getLogicalType());
            case FIXED -> bytes(((GenericFixed) value).bytes(), schema.getLogicalType());
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

    /** A decimal, or else text; what fills a field of fixed length up is no part of it. */
    private static JsonNode bytes(byte[] bytes, LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal && bytes.length > 0) {
            return JSON.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
        }
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == 0 || bytes[length - 1] == ' ')) {
            length--;
        }
        return JSON.textNode(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
