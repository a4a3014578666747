package com.k2.sequence.decode.avro;

import org.apache.avro.Schema;

/**
 * The result of looking up a schema's id.
 *
 * @param schema null where messages of this id can't be read
 * @param problem why they can't; null where they can
 */
record FoundSchema(Schema schema, String problem) {

    static FoundSchema of(Schema schema) {
        return new FoundSchema(schema, null);
    }

    static FoundSchema unusable(String problem) {
        return new FoundSchema(null, problem);
    }
}
