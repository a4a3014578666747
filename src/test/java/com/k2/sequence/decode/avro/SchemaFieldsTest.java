package com.k2.sequence.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaFieldsTest {

    @Test
    void namesFieldsAsOptionsTakeThem() {
        Schema metadata =
                SchemaBuilder.record("Metadata").fields().requiredLong("number").endRecord();
        Schema schema =
                SchemaBuilder.record("Tick")
                        .fields()
                        .requiredString("symbol")
                        .name("metadata")
                        .type()
                        .unionOf()
                        .nullType()
                        .and()
                        .type(metadata)
                        .endUnion()
                        .noDefault()
                        .endRecord();

        assertThat(SchemaFields.of(schema)).containsExactly("symbol", "metadata.number");
    }

    @Test
    void namesAFewOfMany() {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Wide").fields();
        for (int i = 0; i < 100; i++) {
            fields = fields.requiredInt("f" + i);
        }

        assertThat(SchemaFields.of(fields.endRecord())).hasSize(21).endsWith("f19", "...");
    }
}
