package com.k2.sequence.decode.avro;

import static com.k2.sequence.testing.server.SchemaRegistryServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.testing.server.SchemaRegistryProcess;
import com.k2.sequence.tracking.InstrumentKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the decoder takes from a registry's documentation, asked of a real one. */
class RealRegistryITCase {

    private static final FeedFields FIELDS =
            new FeedFields(
                    "asx",
                    null,
                    List.of(JsonPointer.compile("/symbol")),
                    null,
                    JsonPointer.compile("/metadata/sequence_number"),
                    null);

    private static final String METADATA =
            """
            {"type":"record","name":"Metadata","namespace":"market","fields":[
              {"name":"sequence_number","type":"%s"}]}""";

    private static final String TICK =
            """
            {"type":"record","name":"%s","namespace":"market","fields":[
              {"name":"symbol","type":"string"},{"name":"metadata","type":%s}]}""";

    private static SchemaRegistryProcess registry;

    private final AvroMessageDecoder decoder =
            new AvroMessageDecoder(FIELDS, 10_000, options(registry.url()));

    @BeforeAll
    static void startRegistry() throws Exception {
        Path directory = Path.of(System.getProperty("schema-registry.directory"));
        assumeThat(directory)
                .as("a real schema registry; mvn verify -Preal-registry downloads one")
                .exists();
        registry = SchemaRegistryProcess.start(directory);
    }

    @AfterAll
    static void stopRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    private static RegistrySettings options(URI url) {
        return new RegistrySettings(url, null, null, Duration.ofSeconds(30));
    }

    @Test
    void readsMessagesOfOneTopicByTheSchemasTheyWereWrittenWith() throws Exception {
        String first = TICK.formatted("Tick", METADATA.formatted("int"));
        String second = TICK.formatted("Tick", METADATA.formatted("long"));
        int firstId = registry.register("ticks-value", Map.of("schema", first));
        int secondId = registry.register("ticks-value", Map.of("schema", second));

        assertThat(firstId).isNotEqualTo(secondId);
        assertNumber(7, message(firstId, tick(new Schema.Parser().parse(first), 7)));
        assertNumber(
                1L << 40, message(secondId, tick(new Schema.Parser().parse(second), 1L << 40)));
        assertNumber(8, message(firstId, tick(new Schema.Parser().parse(first), 8)));
    }

    @Test
    void followsReferences() throws Exception {
        String metadata = METADATA.formatted("long");
        String tick = TICK.formatted("Referring", "\"market.Metadata\"");
        registry.register("metadata", Map.of("schema", metadata));
        int id =
                registry.register(
                        "referring-value",
                        Map.of(
                                "schema",
                                tick,
                                "references",
                                List.of(
                                        Map.of(
                                                "name", "market.Metadata",
                                                "subject", "metadata",
                                                "version", 1))));
        Schema.Parser parser = new Schema.Parser();
        parser.parse(metadata);

        assertNumber(9, message(id, tick(parser.parse(tick), 9L)));
    }

    @Test
    void anIdThatTheRegistryDoesNotHaveIsADeadLetter() throws Exception {
        assertDeadLetter(new byte[] {0, 0, 0, 0x7f, 0, 1}, "schema 32512: ", "none of this id");
    }

    @Test
    void aSchemaOfAnotherKindIsADeadLetter() throws Exception {
        int id =
                registry.register(
                        "json-value",
                        Map.of(
                                "schemaType",
                                "JSON",
                                "schema",
                                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
                                        + "\"type\":\"object\"}"));

        assertDeadLetter(new byte[] {0, 0, 0, 0, (byte) id, 1}, "schema " + id + ": ", "JSON");
    }

    @Test
    void theCheckTellsTheApiFromAnotherAddress() {
        assertThatCode(() -> new RegistryClient(options(registry.url())).check())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new RegistryClient(options(registry.elsewhere())).check())
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("schema-registry.url");
    }

    private static GenericRecord tick(Schema schema, Object sequence) {
        GenericRecord metadata = new GenericData.Record(schema.getField("metadata").schema());
        metadata.put("sequence_number", sequence);
        GenericRecord tick = new GenericData.Record(schema);
        tick.put("symbol", "BHP");
        tick.put("metadata", metadata);
        return tick;
    }

    private void assertNumber(long sequence, byte[] value) throws InterruptedException {
        assertThat(decode(value))
                .isInstanceOfSatisfying(
                        SequencedMessage.class,
                        read -> {
                            assertThat(read.instrument())
                                    .isEqualTo(new InstrumentKey("asx", "BHP"));
                            assertThat(read.first()).isEqualTo(sequence);
                        });
    }

    private void assertDeadLetter(byte[] value, String... words) throws InterruptedException {
        assertThat(decode(value))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        dead -> {
                            assertThat(dead.reason()).isEqualTo(DeadLetter.Reason.MALFORMED);
                            assertThat(dead.message()).contains(words);
                        });
    }

    private Decoded decode(byte[] value) throws InterruptedException {
        return decoder.decode(
                new SourceRecord(
                        new SourcePosition("ticks", 0, 1), 0, null, value, new RecordHeaders()));
    }
}
