package com.k2.sequence.decode.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Lists some fields of a schema for a person, by the names that options take. */
final class SchemaFields {

    private static final int MOST = 20;
    private static final int MOST_NESTED = 4;
    private static final int MOST_CHARACTERS = 80;
    private static final String MORE = "...";

    private SchemaFields() {}

    static List<String> of(Schema schema) {
        List<String> names = new ArrayList<>();
        add(schema, "", 1, names);
        if (names.size() <= MOST) {
            return names;
        }
        names.subList(MOST, names.size()).clear();
        names.add(MORE);
        return names;
    }

    private static void add(Schema schema, String path, int depth, List<String> names) {
        for (Schema.Field field : schema.getFields()) {
            Schema record = recordIn(field.schema());
            String name = path + field.name();
            if (names.size() > MOST) {
                return;
            }
            if (record == null) {
                names.add(shortened(name));
            } else if (depth < MOST_NESTED) {
                add(record, name + '.', depth + 1, names);
            } else {
                names.add(shortened(name) + '.' + MORE);
            }
        }
    }

    private static String shortened(String name) {
        return name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) + MORE : name;
    }

    /** The record that a field holds, alone or as one branch of a union; else null. */
    private static Schema recordIn(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema;
            case UNION ->
                    schema.getTypes().stream()
                            .filter(branch -> branch.getType() == Schema.Type.RECORD)
                            .findFirst()
                            .orElse(null);
            default -> null;
        };
    }
}
