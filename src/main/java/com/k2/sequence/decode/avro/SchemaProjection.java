package com.k2.sequence.decode.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A schema with the fields alone that are asked for: a reader of it skips the others. */
final class SchemaProjection {

    private SchemaProjection() {}

    /**
     * Takes fields out of a schema.
     *
     * @param paths names from the outermost record in; those that lead nowhere are left out
     */
    static Schema of(Schema schema, List<List<String>> paths) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, paths);
            case UNION ->
                    Schema.createUnion(
                            schema.getTypes().stream().map(branch -> of(branch, paths)).toList());
            default -> schema;
        };
    }

    private static Schema record(Schema schema, List<List<String>> paths) {
        List<Schema.Field> kept = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            List<List<String>> inside =
                    paths.stream()
                            .filter(path -> path.get(0).equals(field.name()))
                            .map(path -> path.subList(1, path.size()))
                            .toList();
            if (!inside.isEmpty()) {
                boolean whole = inside.stream().anyMatch(List::isEmpty);
                kept.add(
                        new Schema.Field(
                                field.name(),
                                whole ? plain(field.schema()) : of(field.schema(), inside)));
            }
        }
        return Schema.createRecord(
                schema.getName(), null, schema.getNamespace(), schema.isError(), kept);
    }

    /** With text read in its bytes, whatever Java class the writer would have it in. */
    private static Schema plain(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> Schema.create(Schema.Type.STRING);
            case UNION ->
                    Schema.createUnion(
                            schema.getTypes().stream().map(SchemaProjection::plain).toList());
            default -> schema;
        };
    }
}
