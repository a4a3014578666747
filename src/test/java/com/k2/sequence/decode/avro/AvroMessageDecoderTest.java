package com.k2.sequence.decode.avro;

import static com.k2.sequence.testing.server.SchemaRegistryServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.NumberFields;
import com.k2.sequence.decode.field.RecordShape;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.server.SchemaRegistryServer;
import com.k2.sequence.tracking.InstrumentKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a registry on HTTP, with what writers do and with what they should not. */
class AvroMessageDecoderTest {

    private static final int MAX_BYTES = 10_000;
    private static final long TIME = 1_768_125_600_127_483_000L;

    private static final String TICK =
            """
            {"type":"record","name":"Tick","namespace":"market","fields":[
              {"name":"venue","type":{"type":"enum","name":"Venue","symbols":["asx","lse"]}},
              {"name":"notes","type":{"type":"array","items":"string"}},
              {"name":"metadata","type":["null",{"type":"record","name":"Metadata","fields":[
                {"name":"sequence_number","type":["null","long"]},
                {"name":"sent","type":{"type":"long","logicalType":"timestamp-micros"}}]}]},
              {"name":"symbol","type":{"type":"string","avro.java.string":"String"}}]}""";

    private static final FeedFields FIELDS =
            new FeedFields(
                    null,
                    JsonPointer.compile("/venue"),
                    List.of(JsonPointer.compile("/symbol")),
                    null,
                    JsonPointer.compile("/metadata/sequence_number"),
                    JsonPointer.compile("/metadata/sent"));

    private SchemaRegistryServer registry;
    private AvroMessageDecoder decoder;

    @BeforeEach
    void start() throws Exception {
        registry = SchemaRegistryServer.start();
        registry.register(7, TICK);
        decoder = decoder(FIELDS);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private AvroMessageDecoder decoder(FeedFields fields) {
        return new AvroMessageDecoder(
                fields,
                MAX_BYTES,
                new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(10)));
    }

    private static GenericRecord tick(Long sequence) {
        Schema schema = new Schema.Parser().parse(TICK);
        Schema metadata = schema.getField("metadata").schema().getTypes().get(1);
        return new GenericRecordBuilder(schema)
                .set("venue", new GenericData.EnumSymbol(schema.getField("venue").schema(), "asx"))
                .set("notes", List.of("a", "b"))
                .set(
                        "metadata",
                        new GenericRecordBuilder(metadata)
                                .set("sequence_number", sequence)
                                .set("sent", TIME / 1_000)
                                .build())
                .set("symbol", "BHP")
                .build();
    }

    private static SourceRecord record(byte[] value) {
        return new SourceRecord(
                new SourcePosition("ticks", 0, 1), 0, null, value, new RecordHeaders());
    }

    private Decoded decode(byte[] value) throws InterruptedException {
        return decoder.decode(record(value));
    }

    private void assertMalformed(byte[] value, String... words) throws InterruptedException {
        assertThat(decode(value))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        dead -> {
                            assertThat(dead.reason()).isEqualTo(Reason.MALFORMED);
                            assertThat(dead.message()).contains(words);
                        });
    }

    @Test
    void findsFieldsByNameInRecordsInsideRecords() throws Exception {
        SourceRecord record = record(message(7, tick(1005L)));

        assertThat(decoder.decode(record))
                .isEqualTo(
                        new SequencedMessage(new InstrumentKey("asx", "BHP"), 1005, TIME, record));
    }

    @Test
    void aLogicalTypeSaysItselfHowItsTimeIsRead() throws Exception {
        decoder =
                decoder(
                        new FeedFields(
                                null,
                                FIELDS.exchangeField(),
                                FIELDS.symbolFields(),
                                null,
                                FIELDS.sequenceField(),
                                FIELDS.timestampField(),
                                new TimestampFormat("epoch-ms"),
                                InvalidTimestamp.DEAD_LETTER,
                                0,
                                RecordShape.PLAIN,
                                NumberFields.PLAIN));

        assertThat(decode(message(7, tick(1005L))))
                .isInstanceOfSatisfying(
                        SequencedMessage.class,
                        message -> assertThat(message.timestamp()).isEqualTo(TIME));
    }

    @Test
    void nullIsAbsent() throws Exception {
        assertThat(decode(message(7, tick(null)))).isInstanceOf(UnsequencedMessage.class);
        GenericRecord withoutMetadata = tick(1L);
        withoutMetadata.put("metadata", null);
        assertThat(decode(message(7, withoutMetadata))).isInstanceOf(UnsequencedMessage.class);
    }

    @Test
    void readsEachMessageByTheSchemaItWasWrittenWith() throws Exception {
        String other =
                """
                {"type":"record","name":"Other","fields":[
                  {"name":"symbol","type":{"type":"fixed","name":"Code","size":6}},
                  {"name":"venue","type":"string"},
                  {"name":"metadata","type":{"type":"record","name":"M","fields":[
                    {"name":"sequence_number","type":"string"},
                    {"name":"sent","type":{"type":"long","logicalType":"timestamp-nanos"}},
                    {"name":"more","type":"bytes"}]}}]}""";
        registry.register(8, other);
        Schema schema = new Schema.Parser().parse(other);
        GenericRecord written =
                new GenericRecordBuilder(schema)
                        .set(
                                "symbol",
                                new GenericData.Fixed(
                                        schema.getField("symbol").schema(),
                                        "RIO   ".getBytes(StandardCharsets.US_ASCII)))
                        .set("venue", "asx")
                        .set(
                                "metadata",
                                new GenericRecordBuilder(schema.getField("metadata").schema())
                                        .set("sequence_number", "9223372036854775807")
                                        .set("sent", TIME)
                                        .set("more", ByteBuffer.wrap(new byte[3]))
                                        .build())
                        .build();

        assertThat(decode(message(8, written)))
                .isInstanceOfSatisfying(
                        SequencedMessage.class,
                        read -> {
                            assertThat(read.instrument())
                                    .isEqualTo(new InstrumentKey("asx", "RIO"));
                            assertThat(read.first()).isEqualTo(Long.MAX_VALUE);
                            assertThat(read.timestamp()).isEqualTo(TIME);
                        });
        assertThat(decode(message(7, tick(6L)))).isInstanceOf(SequencedMessage.class);
        assertThat(registry.requests()).isEqualTo(2);
    }

    @Test
    void followsReferencesToOtherSchemas() throws Exception {
        registry.registerVersion(
                "metadata-value",
                3,
                """
                {"type":"record","name":"Metadata","namespace":"market","fields":[
                  {"name":"sequence_number","type":"int"},{"name":"sent","type":"long"}]}""");
        String referring =
                """
                {"type":"record","name":"Referring","namespace":"market","fields":[
                  {"name":"venue","type":"string"},{"name":"symbol","type":"string"},
                  {"name":"metadata","type":"market.Metadata"}]}""";
        registry.register(
                9,
                Map.of(
                        "schema",
                        referring,
                        "references",
                        List.of(
                                Map.of(
                                        "name", "market.Metadata",
                                        "subject", "metadata-value",
                                        "version", 3))));
        Schema metadata =
                new Schema.Parser()
                        .parse(
                                "{\"type\":\"record\",\"name\":\"Metadata\",\"namespace\":\"market\","
                                        + "\"fields\":[{\"name\":\"sequence_number\",\"type\":\"int\"},"
                                        + "{\"name\":\"sent\",\"type\":\"long\"}]}");
        Schema.Parser parser = new Schema.Parser();
        parser.parse(metadata.toString());
        Schema schema = parser.parse(referring);
        GenericRecord written =
                new GenericRecordBuilder(schema)
                        .set("venue", "lse")
                        .set("symbol", "VOD")
                        .set(
                                "metadata",
                                new GenericRecordBuilder(schema.getField("metadata").schema())
                                        .set("sequence_number", 12)
                                        .set("sent", TIME / 1_000_000)
                                        .build())
                        .build();

        assertThat(decode(message(9, written)))
                .isInstanceOfSatisfying(
                        SequencedMessage.class, read -> assertThat(read.first()).isEqualTo(12));
    }

    @Test
    void aSequenceNumberThatIsNoneIsADeadLetterAsInJson() throws Exception {
        assertThat(decode(message(7, tick(-1L))))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        dead -> assertThat(dead.reason()).isEqualTo(Reason.INVALID_SEQUENCE));
    }

    @Test
    void whatCantBeDecodedIsADeadLetter() throws Exception {
        byte[] good = message(7, tick(1L));

        assertMalformed(new byte[0], "byte 0");
        assertMalformed(new byte[] {0, 0, 0}, "byte 0");
        assertMalformed("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "byte 0");
        assertMalformed(Arrays.copyOf(good, good.length - 1), "schema 7");
        assertMalformed(Arrays.copyOf(good, good.length + 1), "schema 7");
        assertMalformed(Arrays.copyOf(good, 5), "schema 7");
        assertThat(decode(null)).isInstanceOf(DeadLetter.class);
        assertThat(decode(new byte[MAX_BYTES + 1]))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        dead -> assertThat(dead.reason()).isEqualTo(Reason.TOO_LARGE));
        assertThat(decode(good)).as("afterwards").isInstanceOf(SequencedMessage.class);
    }

    /** A string that claims two gigabytes must not be made room for. */
    @Test
    void aLengthPastTheMessageIsFoundBeforeItIsMadeRoomFor() throws Exception {
        registry.register(
                3,
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"symbol\",\"type\":\"string\"}]}");
        assertMalformed(
                new byte[] {
                    0, 0, 0, 0, 3, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F
                },
                "schema 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":\"message A {}\",\"schemaType\":\"PROTOBUF\"} | PROTOBUF",
                "{\"schema\":\"\\\"string\\\"\"} | not a record",
                "{\"schema\":\"{\"} | can't be read",
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"null\\\"}}]}\"} | take no bytes",
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"Absent\\\"}]}\"} | can't be read"
            })
    @SuppressWarnings("unchecked")
    void aSchemaThatIsNoneNamesItsId(String described, String word) throws Exception {
        registry.register(5, new ObjectMapper().readValue(described, Map.class));

        assertMalformed(new byte[] {0, 0, 0, 0, 5, 1}, "schema 5: ", word);
    }

    @Test
    void anUnknownIdIsADeadLetterThatNamesItAndIsNotAskedForEachTime() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertMalformed(new byte[] {0, 0, 0, 1, 0, 1}, "schema 256: ", "none of this id");
        }
        assertThat(registry.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "401", "429"})
    void goodMessagesWaitWhileTheRegistryRefuses(int status) throws Exception {
        registry.fail(status);
        assertWaitsUntil(() -> registry.fail(0));
    }

    @Test
    void goodMessagesWaitWhileSomethingElseAnswers() throws Exception {
        registry.beSomethingElse("<html>No such page</html>");
        assertWaitsUntil(() -> registry.beSomethingElse(null));
    }

    /** Registries parse it as an Integer, and answer something else than that they have none. */
    @ParameterizedTest
    @CsvSource({"0", "-1", "-2147483648"})
    void anIdBelowOneIsMalformedAndNotAskedFor(int id) throws Exception {
        assertMalformed(ByteBuffer.allocate(6).putInt(1, id).array(), "names schema " + id);
        assertThat(registry.requests()).isZero();
    }

    /**
     * The registry answers all else, so the id is at fault; one message must not stop its source.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\":50001,\"message\":\"store\\u001b[31m\\nfailed\"} | status 500, error 50001 \"store?[31m?failed\"",
                "422 | {\"error_code\":42201,\"message\":\"bad id\"} | status 422, error 42201 \"bad id\"",
                "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"} | error 404 \"HTTP 404 Not Found\"",
                "403 | {} | status 403",
                "404 | <html> | does not answer as a schema registry does",
                "200 | {} | without a schema",
                "302 | {} | status 302"
            })
    void anAnswerThatOneIdAloneGetsIsThatIdsFault(int status, String body, String word)
            throws Exception {
        registry.refuse(9, status, body);

        assertMalformed(
                new byte[] {0, 0, 0, 0, 9, 1}, "schema 9: the schema registry answers, but", word);
        int asked = registry.requests();
        for (int i = 0; i < 100; i++) {
            assertMalformed(new byte[] {0, 0, 0, 0, 9, 1}, word);
        }
        assertThat(registry.requests()).isEqualTo(asked);
        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
        assertMalformed(new byte[] {0, 0, 0, 0, 9, 1}, word);
    }

    /** The first message of a source meets a broken id, and nothing else is known yet. */
    @Test
    void aSourceGoesOnWhereTheJobMayNotListTheSubjects() throws Exception {
        registry.refuseSubjects();
        registry.refuse(9, 500, "{\"error_code\":50001,\"message\":\"store failed\"}");

        assertMalformed(new byte[] {0, 0, 0, 0, 9, 1}, "schema 9: ", "status 500");
        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
    }

    @Test
    void anAnswerLargerThanAnySchemaIsThatIdsFault() throws Exception {
        registry.refuse(9, 200, "x".repeat((16 << 20) + 1));

        assertMalformed(new byte[] {0, 0, 0, 0, 9, 1}, "schema 9: ", "more than 16777216 bytes");
    }

    @Test
    void anIdThatWasRefusedIsAskedForAgainLater() throws Exception {
        AtomicLong nanos = new AtomicLong(-5);
        decoder = decoderAt(nanos);
        registry.refuse(7, 500, "{}");
        assertMalformed(message(7, tick(1L)), "status 500");
        registry.accept(7);
        assertMalformed(message(7, tick(1L)), "status 500");

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
    }

    /** An outage begins with one id's answer too. */
    @Test
    void anOutageIsNotTheFaultOfTheIdThatMeetsIt() throws Exception {
        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
        registry.register(8, TICK);
        registry.fail(500);
        CompletableFuture<Decoded> decoded = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                decoded.complete(decode(message(8, tick(2L))));
                            } catch (InterruptedException e) {
                                decoded.completeExceptionally(e);
                            }
                        })
                .start();
        int before = registry.requests();
        // More rounds than the id's own fault would take.
        Patience.await().until(() -> registry.requests() >= before + 10);
        assertThat(decoded).isNotDone();

        registry.fail(0);

        assertThat(decoded.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(SequencedMessage.class);
    }

    private AvroMessageDecoder decoderAt(AtomicLong nanos) {
        RegistrySettings options =
                new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(10));
        return new AvroMessageDecoder(
                FIELDS, MAX_BYTES, new SchemaCache(new RegistryClient(options), nanos::get));
    }

    /** A clock of its own, by which each request to the registry takes 10 ms. */
    @Test
    void inventedIdsTakeNoMoreThanTheirBudgetAndNewSchemasAreFoundMeanwhile() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        RegistrySettings options =
                new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(10));
        decoder =
                new AvroMessageDecoder(
                        FIELDS,
                        MAX_BYTES,
                        new SchemaCache(
                                new RegistryClient(options),
                                () -> registry.requests() * 10_000_000L));
        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
        for (int i = 0; i < 20_000; i++) {
            int id = random.nextInt(1_000_000, Integer.MAX_VALUE);
            assertMalformed(ByteBuffer.allocate(6).putInt(1, id).array(), "schema " + id);
        }
        assertThat(registry.requests()).as("10 s of 10 ms, and a tenth").isLessThan(1_200);

        registry.register(8, TICK);
        assertThat(decode(message(8, tick(2L)))).as("near").isInstanceOf(SequencedMessage.class);
        registry.register(700_000, TICK);
        byte[] far = message(700_000, tick(3L));
        assertMalformed(far, "not asked for", "the next message with this id is asked for");
        assertThat(decode(far)).as("far").isInstanceOf(SequencedMessage.class);
        assertThat(decode(message(700_001, tick(4L)))).isInstanceOf(DeadLetter.class);
        registry.register(700_002, TICK);
        assertThat(decode(message(700_002, tick(5L))))
                .as("near the far one")
                .isInstanceOf(SequencedMessage.class);
    }

    /** What a decimal costs must not grow with the square of its length. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aDecimalPastAnyNumberIsNotWrittenOut(boolean powerOfTen) throws Exception {
        String decimal =
                """
                {"type":"record","name":"D","fields":[{"name":"symbol","type":"string"},
                  {"name":"seq","type":{"type":"bytes","logicalType":"decimal","precision":20}}]}""";
        registry.register(10, decimal);
        Schema schema = new Schema.Parser().parse(decimal);
        FeedFields fields =
                new FeedFields(
                        "asx",
                        null,
                        List.of(JsonPointer.compile("/symbol")),
                        null,
                        JsonPointer.compile("/seq"),
                        null);
        AvroMessageDecoder large =
                new AvroMessageDecoder(
                        fields,
                        2_000_000,
                        new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(10)));
        BigInteger huge =
                powerOfTen
                        ? BigInteger.TEN.pow(2_000_000)
                        : BigInteger.ONE.shiftLeft(7_200_000).subtract(BigInteger.TWO);
        byte[] message = message(10, decimalOf(schema, huge.toByteArray()));
        large.decode(record(message(10, decimalOf(schema, new byte[] {5}))));

        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(large.decode(record(message)))
                    .isInstanceOfSatisfying(
                            DeadLetter.class,
                            dead -> assertThat(dead.reason()).isEqualTo(Reason.INVALID_SEQUENCE));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

        byte[] padded = new byte[900_000];
        padded[padded.length - 1] = 5;
        padded[padded.length - 2] = 1;
        assertThat(large.decode(record(message(10, decimalOf(schema, padded)))))
                .isInstanceOfSatisfying(
                        SequencedMessage.class, read -> assertThat(read.first()).isEqualTo(261));
        assertThat(
                        large.decode(
                                record(
                                        message(
                                                10,
                                                decimalOf(
                                                        schema,
                                                        BigInteger.valueOf(1000).toByteArray())))))
                .isInstanceOfSatisfying(
                        SequencedMessage.class, read -> assertThat(read.first()).isEqualTo(1000));
    }

    private static GenericRecord decimalOf(Schema schema, byte[] unscaled) {
        return new GenericRecordBuilder(schema)
                .set("symbol", "A")
                .set("seq", ByteBuffer.wrap(unscaled))
                .build();
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws Exception {
        decoder =
                new AvroMessageDecoder(
                        FIELDS,
                        MAX_BYTES,
                        new RegistrySettings(registry.url(), null, null, Duration.ofMillis(200)));
        registry.stall(true);
        assertWaitsUntil(() -> registry.stall(false));
    }

    /** That a good message waits through two requests, and is read once the registry answers. */
    private void assertWaitsUntil(Runnable back) throws Exception {
        int before = registry.requests();
        CompletableFuture<Decoded> decoded = decodeElsewhere(new CompletableFuture<>());
        Patience.await().until(() -> registry.requests() > before + 1);
        assertThat(decoded).isNotDone();

        back.run();
        assertThat(decoded.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(SequencedMessage.class);
    }

    private CompletableFuture<Decoded> decodeElsewhere(CompletableFuture<Thread> thread) {
        CompletableFuture<Decoded> decoded = new CompletableFuture<>();
        Thread task =
                new Thread(
                        () -> {
                            try {
                                decoded.complete(decode(message(7, tick(1L))));
                            } catch (InterruptedException e) {
                                decoded.completeExceptionally(e);
                            }
                        });
        task.start();
        thread.complete(task);
        return decoded;
    }

    @Test
    void aTaskThatIsCancelledWaitsNoLonger() throws Exception {
        registry.fail(503);
        CompletableFuture<Thread> task = new CompletableFuture<>();
        CompletableFuture<Decoded> decoded = decodeElsewhere(task);
        Patience.await().until(() -> registry.requests() > 0);
        task.join().interrupt();

        assertThat(decoded)
                .failsWithin(Patience.LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void theCheckFindsWhatIsNoRegistry() {
        RegistryClient client =
                new RegistryClient(
                        new RegistrySettings(registry.url(), null, null, Duration.ofSeconds(10)));
        assertThatCode(client::check).doesNotThrowAnyException();

        registry.beSomethingElse("<html>No such page</html>");
        assertThatThrownBy(client::check)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is schema-registry.url the root of its API?");
    }

    /** Two symbols must not become one. */
    @Test
    void textThatIsNoUtf8IsADeadLetter() throws Exception {
        byte[] good = message(7, tick(1L));
        byte[] damaged = good.clone();
        damaged[good.length - 1] = (byte) 0xC3;

        assertMalformed(damaged, "schema 7");
    }

    @Test
    void logsIn() throws Exception {
        registry.requireLogin("tracker", "secret");
        decoder =
                new AvroMessageDecoder(
                        FIELDS,
                        MAX_BYTES,
                        new RegistrySettings(
                                registry.url(), "tracker", "secret", Duration.ofSeconds(10)));

        assertThat(decode(message(7, tick(1L)))).isInstanceOf(SequencedMessage.class);
    }

    /** Damaged in any way a record is a message or a dead letter, and never ends the job. */
    @Test
    void nothingThatARecordHoldsMakesItThrow() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        byte[] good = message(7, tick(1_000_000L));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(good, good.length - random.nextInt(3));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
            }
            assertThat(decode(damaged)).isNotNull();
        }
    }
}
