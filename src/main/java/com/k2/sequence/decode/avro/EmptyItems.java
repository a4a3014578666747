package com.k2.sequence.decode.avro;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Finds arrays whose items may take no bytes, such as nulls. A message of a few bytes can claim
 * billions of them, and skipping them takes as many steps; of all other items there can't be more
 * than the message has bytes.
 */
final class EmptyItems {

    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private EmptyItems() {}

    /** Whether there is such an array anywhere in a schema. */
    static boolean areIn(Schema schema) {
        return new EmptyItems().isIn(schema);
    }

    private boolean isIn(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> isEmpty(schema.getElementType()) || isIn(schema.getElementType());
            case MAP -> isIn(schema.getValueType());
            case UNION -> schema.getTypes().stream().anyMatch(this::isIn);
            case RECORD ->
                    seen.add(schema)
                            && schema.getFields().stream().anyMatch(field -> isIn(field.schema()));
            default -> false;
        };
    }

    private static boolean isEmpty(Schema schema) {
        return isEmpty(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /**
     * Whether a value takes no bytes.
     *
     * @param records met already: judged where they were met first, or they hold themselves and
     *     have no values
     */
    private static boolean isEmpty(Schema schema, Set<Schema> records) {
        return switch (schema.getType()) {
            case NULL -> true;
            case FIXED -> schema.getFixedSize() == 0;
            case RECORD ->
                    !records.add(schema)
                            || schema.getFields().stream()
                                    .allMatch(field -> isEmpty(field.schema(), records));
            default -> false;
        };
    }
}
