package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Schemas and values of all kinds that Avro has, each value with what JSON writes for it. */
final class AvroShapes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SYMBOLS = 3;
    private static final int SCALE = 2;

    /** A value in both forms. */
    record Value(Object avro, JsonNode json) {}

    /** What a field holds: values of one branch, or of two that take turns. */
    record Kind(Schema schema, List<Schema> branches) {

        boolean isTime() {
            return branches.stream().anyMatch(AvroShapes::isTime);
        }
    }

    private final SplittableRandom random;
    private int names;

    AvroShapes(SplittableRandom random) {
        this.random = random;
    }

    private String name(String prefix) {
        return prefix + names++;
    }

    /** Mostly of a type that such a field has, sometimes of any. */
    Kind kindFor(String field) {
        Schema branch = random.nextInt(8) == 0 ? any() : usual(field);
        if (random.nextInt(3) > 0) {
            return new Kind(branch, List.of(branch));
        }
        List<Schema> branches = new ArrayList<>(List.of(branch));
        Schema other = random.nextBoolean() ? Schema.create(Schema.Type.NULL) : any();
        if (other.getType() != branch.getType()) {
            branches.add(random.nextInt(2), other);
        }
        return new Kind(Schema.createUnion(branches), branches);
    }

    private Schema usual(String field) {
        return switch (field) {
            case "seq" -> {
                Schema.Type[] types = {Schema.Type.INT, Schema.Type.LONG, Schema.Type.STRING};
                int type = random.nextInt(types.length + 1);
                yield type < types.length ? Schema.create(types[type]) : decimal(0);
            }
            case "sent" -> random.nextBoolean() ? time() : Schema.create(Schema.Type.LONG);
            default ->
                    switch (random.nextInt(4)) {
                        case 0 -> enumeration();
                        case 1 -> Schema.createFixed(name("Code"), null, null, 6);
                        case 2 -> Schema.create(Schema.Type.BYTES);
                        default -> Schema.create(Schema.Type.STRING);
                    };
        };
    }

    private Schema any() {
        Schema.Type[] types = Schema.Type.values();
        Schema.Type type = types[random.nextInt(types.length)];
        return switch (type) {
            case RECORD -> Schema.createRecord(name("Other"), null, null, false, List.of());
            case ENUM -> enumeration();
            case ARRAY -> Schema.createArray(Schema.create(Schema.Type.STRING));
            case MAP -> Schema.createMap(Schema.create(Schema.Type.INT));
            case FIXED ->
                    random.nextBoolean()
                            ? LogicalTypes.decimal(8, SCALE)
                                    .addToSchema(Schema.createFixed(name("Price"), null, null, 7))
                            : Schema.createFixed(name("Code"), null, null, random.nextInt(9));
            case BYTES -> random.nextBoolean() ? decimal(SCALE) : Schema.create(type);
            case LONG -> random.nextBoolean() ? time() : Schema.create(type);
            case UNION -> Schema.create(Schema.Type.NULL);
            default -> Schema.create(type);
        };
    }

    private Schema enumeration() {
        return Schema.createEnum(name("Venue"), null, null, List.of("asx", "lse", "nyse"));
    }

    private static Schema decimal(int scale) {
        return LogicalTypes.decimal(100, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private Schema time() {
        List<LogicalType> types =
                List.of(
                        LogicalTypes.timestampMillis(),
                        LogicalTypes.timestampMicros(),
                        LogicalTypes.timestampNanos(),
                        LogicalTypes.localTimestampMillis(),
                        LogicalTypes.localTimestampMicros(),
                        LogicalTypes.localTimestampNanos());
        return types.get(random.nextInt(types.size())).addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static boolean isTime(Schema schema) {
        return schema.getType() == Schema.Type.LONG && schema.getLogicalType() != null;
    }

    /** Adds fields that nobody asks for. */
    void addOthers(List<Schema.Field> fields) {
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.add(new Schema.Field(name("other"), any()));
        }
    }

    /** A record with values of those fields. */
    GenericRecord withOthers(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (field.name().startsWith("other")) {
                record.put(field.pos(), value(field.schema(), field.name()).avro());
            }
        }
        return record;
    }

    Value value(Kind kind, String field) {
        return value(kind.branches().get(random.nextInt(kind.branches().size())), field);
    }

    private Value value(Schema schema, String field) {
        return switch (schema.getType()) {
            case NULL -> new Value(null, JSON.nullNode());
            case BOOLEAN -> {
                boolean value = random.nextBoolean();
                yield new Value(value, JSON.booleanNode(value));
            }
            case INT -> {
                int value = (int) number(field, Integer.SIZE);
                yield new Value(value, JSON.numberNode(value));
            }
            case LONG -> ofLong(schema, field);
            case FLOAT -> {
                float value = random.nextInt(4) == 0 ? Float.NaN : (float) random.nextDouble(1e9);
                yield new Value(value, real(value));
            }
            case DOUBLE -> {
                double value =
                        random.nextInt(4) == 0
                                ? Double.NEGATIVE_INFINITY
                                : Math.floor(random.nextDouble(2e9));
                yield new Value(value, real(value));
            }
            case STRING -> {
                String value = text(field);
                yield new Value(value, JSON.textNode(value));
            }
            case ENUM -> {
                String value = schema.getEnumSymbols().get(random.nextInt(SYMBOLS));
                yield new Value(new GenericData.EnumSymbol(schema, value), JSON.textNode(value));
            }
            case BYTES -> ofBytes(schema, field);
            case FIXED -> ofFixed(schema);
            case ARRAY -> new Value(List.of("a", "b"), JSON.arrayNode().add("a").add("b"));
            case MAP -> new Value(Map.of("a", 1), JSON.objectNode().put("a", 1));
            case RECORD -> new Value(new GenericData.Record(schema), JSON.objectNode());
            case UNION -> throw new IllegalArgumentException("a branch is needed");
        };
    }

    private static JsonNode real(double value) {
        return Double.isFinite(value)
                ? JSON.numberNode(value)
                : JSON.textNode(Double.toString(value));
    }

    /** Near the values that the field may have, or at the ends of what the type has. */
    private long number(String field, int bits) {
        return switch (random.nextInt(12)) {
            case 0 -> -1;
            case 1 -> bits == Integer.SIZE ? Integer.MAX_VALUE : Long.MAX_VALUE;
            case 2 -> bits == Integer.SIZE ? Integer.MIN_VALUE : Long.MIN_VALUE;
            case 3 -> 0;
            default ->
                    bits == Integer.SIZE || !field.equals("sent")
                            ? random.nextInt(1_768_125_600)
                            : 1_768_125_600_127_483_000L
                                    / (long) Math.pow(10, 3 * random.nextInt(4));
        };
    }

    private Value ofLong(Schema schema, String field) {
        if (!isTime(schema)) {
            long value = number(field, Long.SIZE);
            return new Value(value, JSON.numberNode(value));
        }
        String type = schema.getLogicalType().getName();
        ChronoUnit unit =
                type.endsWith("millis")
                        ? ChronoUnit.MILLIS
                        : type.endsWith("micros") ? ChronoUnit.MICROS : ChronoUnit.NANOS;
        long ofOneSecond = ChronoUnit.SECONDS.getDuration().dividedBy(unit.getDuration());
        long value =
                random.nextInt(4) == 0
                        ? number(field, Long.SIZE)
                        : 1_768_125_600L * ofOneSecond + random.nextLong(ofOneSecond);
        return new Value(value, JSON.textNode(Instant.EPOCH.plus(value, unit).toString()));
    }

    private String text(String field) {
        List<String> texts =
                switch (field) {
                    case "seq" ->
                            List.of(
                                    "0",
                                    "17",
                                    "9223372036854775807",
                                    "9223372036854775808",
                                    "x",
                                    "");
                    case "sent" ->
                            List.of(
                                    "2026-01-11T10:00:00.127483Z",
                                    "2026-01-11T10:00:00+0200",
                                    "20260111 10:00:00",
                                    "1768125600127",
                                    "1969-12-31T23:59:59Z",
                                    "later",
                                    "");
                    default ->
                            List.of(
                                    "BHP",
                                    "Ölpreis",
                                    "\uD83D\uDCC8\u0000",
                                    "x".repeat(20_000),
                                    "x".repeat(33_000),
                                    "",
                                    "null");
                };
        return texts.get(random.nextInt(texts.size()));
    }

    private Value ofBytes(Schema schema, String field) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(
                    new BigInteger(random.nextInt(1, 256), new java.util.Random(random.nextLong())),
                    decimal,
                    null);
        }
        String value = text(field);
        return new Value(
                ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)), JSON.textNode(value));
    }

    private Value ofFixed(Schema schema) {
        int size = schema.getFixedSize();
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal(BigInteger.valueOf(random.nextInt()), decimal, schema);
        }
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) (random.nextBoolean() ? ' ' : 0));
        int used = random.nextInt(size + 1);
        Arrays.fill(bytes, 0, used, (byte) '7');
        return new Value(new GenericData.Fixed(schema, bytes), JSON.textNode("7".repeat(used)));
    }

    /** As bytes, or of a fixed size where {@code fixed} is given. */
    private Value decimal(BigInteger unscaled, LogicalTypes.Decimal type, Schema fixed) {
        BigInteger number = random.nextInt(4) == 0 ? unscaled.negate() : unscaled;
        byte[] bytes = number.toByteArray();
        JsonNode json = JSON.numberNode(new BigDecimal(number, type.getScale()));
        if (fixed == null) {
            return new Value(ByteBuffer.wrap(bytes), json);
        }
        byte[] padded = new byte[fixed.getFixedSize()];
        Arrays.fill(padded, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return new Value(new GenericData.Fixed(fixed, padded), json);
    }
}
