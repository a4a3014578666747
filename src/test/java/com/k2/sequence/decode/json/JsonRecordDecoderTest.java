package com.k2.sequence.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.compression.Compression;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.field.InvalidTimestamp;
import com.k2.sequence.decode.field.NumberFields;
import com.k2.sequence.decode.field.RecordShape;
import com.k2.sequence.decode.field.TimestampFormat;
import com.k2.sequence.decode.path.Condition;
import com.k2.sequence.decode.path.RecordPointer;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.testing.BatchElements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordDecoderTest {

    private static final int MAX_RECORD_BYTES = 1_000_000;

    /** OKX: 01-okx-chain and the like. */
    private final MessageDecoder okx =
            decoder("/arg/instId", "/data/*/seqId", "/arg/channel = books and /data/* present");

    private static MessageDecoder decoder(String symbol, String sequence, String where) {
        return decoder(symbol, sequence, where, Compression.NONE, 1_000);
    }

    private static MessageDecoder decoder(
            String symbol, String sequence, String where, Compression compression, int most) {
        FeedFields fields =
                new FeedFields(
                        "venue",
                        null,
                        List.of(RecordPointer.parseAlternatives("symbol-field", symbol)),
                        null,
                        RecordPointer.parse("sequence-field", sequence),
                        null,
                        TimestampFormat.AUTO,
                        InvalidTimestamp.DEAD_LETTER,
                        0,
                        new RecordShape(
                                where == null ? null : Condition.parse("where", where),
                                compression,
                                most),
                        NumberFields.PLAIN);
        return JsonRecordDecoder.open(fields, MAX_RECORD_BYTES);
    }

    /** Each message as "symbol number", "unsequenced" or the reason of a dead letter. */
    private static String decode(MessageDecoder decoder, SourceRecord record) {
        try {
            Decoded decoded = decoder.decode(record);
            return decoded instanceof DecodedBatch batch
                    ? BatchElements.of(batch).stream()
                            .map(JsonRecordDecoderTest::show)
                            .collect(Collectors.joining(", "))
                    : show(decoded);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String decode(MessageDecoder decoder, String json) {
        return decode(decoder, TestRecords.of(json));
    }

    private static String show(Decoded decoded) {
        if (decoded instanceof SequencedMessage message) {
            return message.instrument().symbol() + " " + message.first();
        }
        return decoded instanceof DeadLetter dead
                ? dead.reason().word() + (dead.indexes() == null ? "" : ' ' + dead.indexes())
                : "unsequenced";
    }

    private static String problem(MessageDecoder decoder, String json) throws InterruptedException {
        return ((DeadLetter) decoder.decode(TestRecords.of(json))).message();
    }

    @Test
    void takesTheShortWayWherePointersArePlain() {
        assertThat(decoder("/s", "/a/0/n", null)).isInstanceOf(JsonMessageDecoder.class);
        assertThat(decoder("/s", "/0", null)).isInstanceOf(JsonRecordDecoder.class);
        assertThat(decoder("/s", "/n", "/s present")).isInstanceOf(JsonRecordDecoder.class);
        assertThat(decoder("@key", "/n", null)).isInstanceOf(JsonRecordDecoder.class);
    }

    @Test
    void readsEachElementAsAMessage() {
        String record =
                "{\"arg\":{\"channel\":\"books\",\"instId\":\"A\"},\"data\":[%s],\"x\":[1]}";

        assertThat(decode(okx, record.formatted("{\"seqId\":5}"))).isEqualTo("A 5");
        assertThat(decode(okx, record.formatted("{\"seqId\":5},{\"seqId\":\"6\",\"b\":[]}")))
                .isEqualTo("A 5, A 6");
        assertThat(decode(okx, record.formatted(""))).isEqualTo("unsequenced");
        assertThat(decode(okx, record.replace("books", "trades").formatted("{\"seqId\":-1}")))
                .isEqualTo("unsequenced");
        assertThat(decode(okx, "{\"event\":\"subscribe\"}")).isEqualTo("unsequenced");
    }

    @Test
    void losesOnlyTheElementThatCantBeRead() {
        MessageDecoder decoder = decoder("/d/*/s", "/d/*/n", null);

        assertThat(
                        decode(
                                decoder,
                                "{\"d\":[{\"s\":\"A\",\"n\":1},{\"s\":\"A\",\"n\":-2},{\"n\":3},7,null,"
                                        + "[],{\"s\":\"B\"},{\"s\":\"B\",\"n\":8},{\"s\":[],\"n\":9}]}"))
                .isEqualTo(
                        "A 1, invalid-sequence 1-2 8, invalid-sequence 1-2 8, unsequenced,"
                                + " unsequenced, unsequenced, unsequenced, B 8,"
                                + " invalid-sequence 1-2 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"d\":[{\"s\":\"A\",\"n\":1},{\"s\":\"A\",\"n\":2}]",
                "{\"d\":[{\"s\":\"A\",\"n\":1},{\"s\":\"A\",\"n\":2}]}}",
                "{\"d\":[{\"s\":\"A\",\"n\":1},{\"s\":\"A\",\"n\":2,}]}",
                "{\"d\":[{\"s\":\"A\",\"n\":1}],\"e\":tru}",
                "{\"d\":[{\"s\":\"A\",\"n\":1}],\"d\":[{\"n\":01}]}",
                "[1]",
                "5",
                ""
            })
    void usesNothingOfARecordThatIsMalformedAnywhere(String json) {
        assertThat(decode(decoder("/d/*/s", "/d/*/n", null), json)).isEqualTo("malformed");
    }

    @Test
    void readsWhatIsSharedByElementsOfArraysInsideArrays() {
        MessageDecoder decoder = decoder("/e/*/s", "/e/*/u/*/n", "/e/*/u/*/t != x");

        assertThat(
                        decode(
                                decoder,
                                "{\"e\":[{\"u\":[{\"n\":1},{\"n\":2,\"t\":\"x\"}],\"s\":\"A\"},"
                                        + "{\"s\":\"B\",\"u\":[]},{\"s\":\"C\",\"u\":[{\"n\":4}]}]}"))
                .isEqualTo("A 1, unsequenced, C 4");
        assertThat(decode(decoder, "{\"e\":[{\"s\":\"B\",\"u\":[]}]}")).isEqualTo("unsequenced");
    }

    @Test
    void takesTheLastOfFieldsOfOneName() {
        MessageDecoder decoder = decoder("/s", "/d/*/n", null);

        assertThat(
                        decode(
                                decoder,
                                "{\"s\":[],\"d\":[{\"n\":1},{\"n\":2},{\"n\":3}],\"s\":\"A\","
                                        + "\"d\":[{\"n\":4,\"n\":5},{\"n\":6}]}"))
                .isEqualTo("A 5, A 6");
        assertThat(decode(decoder, "{\"s\":\"A\",\"d\":[{\"n\":1},{\"n\":2}],\"d\":null}"))
                .isEqualTo("unsequenced");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/0; /1; [148,394056638,[[\"o\",1]]]; 148 394056638",
                "/0; /1; [1010]; unsequenced",
                "/0; /1; {\"0\":\"A\",\"1\":2}; A 2",
                "/0; /-1; [17,\"hb\",1669]; 17 1669",
                "/0; /-2; [17,[[1,2],[3]],5,99]; 17 5",
                "/0; /-4; [17,5,99]; unsequenced",
                "/-1/s; /-1/n/-1; [{\"n\":[1]},{\"s\":\"A\",\"n\":[[2],\"ä\",3]}]; A 3",
                "/*/s; /*/n; [{\"s\":\"A\",\"n\":1},{\"s\":\"B\",\"n\":2}]; A 1, B 2",
                "/*/s; /0/n; [{\"s\":\"A\",\"n\":1},{\"s\":\"B\",\"n\":2}]; A 1, B 1",
                "/x/0/s; /x/-1/n; {\"x\":[{\"s\":\"A\",\"n\":1}]}; A 1",
                "/a/*; /b; {\"a\":[\"A\",\"B\"],\"b\":3}; A 3, B 3"
            })
    void readsArraysByPlace(String symbol, String sequence, String json, String expected) {
        assertThat(decode(decoder(symbol, sequence, null), json)).isEqualTo(expected);
    }

    @Test
    void readsJsonInsideAString() throws InterruptedException {
        MessageDecoder decoder = decoder("/data!/s", "/data!/seq", "/t absent");
        String record = "{\"stream\":\"a\",\"data\":%s,\"z\":1}";

        assertThat(
                        decode(
                                decoder,
                                record.formatted(
                                        "\"{\\\"s\\\": \\\"A\\u0041\\\", \\\"seq\\\": 7}\"")))
                .isEqualTo("AA 7");
        assertThat(decode(decoder, record.formatted("{\"s\":\"A\",\"seq\":7}")))
                .isEqualTo("unsequenced");
        assertThat(problem(decoder, record.formatted("\"{\\\"s\\\": secret}\"")))
                .contains("the string at /data is not JSON at line 1, column")
                .doesNotContain("secret");
        assertThat(problem(decoder, record.formatted("\"\""))).contains("/data is empty");
        assertThat(problem(decoder, record.formatted("\"{} 5\""))).contains("/data goes on");
        assertThat(problem(decoder, record.formatted("\"{\"")))
                .contains("the string at /data is not JSON");
        // Not this feed's, so nothing of it is read for errors.
        assertThat(decode(decoder, "{\"data\":\"secret\",\"t\":1}")).isEqualTo("unsequenced");
    }

    @Test
    void losesOnlyTheElementWhoseStringIsNotJson() {
        MessageDecoder decoder = decoder("/s", "/d/*!/n", null);

        assertThat(
                        decode(
                                decoder,
                                "{\"s\":\"A\",\"d\":[\"{\\\"n\\\":1}\",\"oops\",\"{\\\"n\\\":3}\"]}"))
                .isEqualTo("A 1, malformed 1, A 3");
        assertThat(decode(decoder("!/s", "!/n", null), "\"{\\\"s\\\":\\\"A\\\",\\\"n\\\":3}\""))
                .isEqualTo("A 3");
    }

    @Test
    void readsPartsOfTheRecord() {
        SourceRecord record =
                TestRecords.of("BHP", "{\"n\":1}", "type", "old", "type", "trade", "x", "y");

        assertThat(decode(decoder("@key", "/n", "@header/type = trade"), record))
                .isEqualTo("BHP 1");
        assertThat(decode(decoder("@topic", "@partition", "@header/z absent"), record))
                .isEqualTo("market.ticks.asx 0");
        assertThat(decode(decoder("@header/z|/s|@header/x", "/n", null), record)).isEqualTo("y 1");
        assertThat(decode(decoder("@key", "/n", null), TestRecords.of("{\"n\":1}")))
                .isEqualTo("missing-field");
        byte[] notText = {(byte) 0xff};
        assertThat(
                        decode(
                                decoder("@key", "/n", null),
                                new SourceRecord(
                                        record.position(),
                                        0,
                                        notText,
                                        record.value(),
                                        record.headers())))
                .isEqualTo("malformed");
    }

    @Test
    void takesTheFirstOfAlternativesThatIsPresent() {
        MessageDecoder decoder = decoder("/s|/d/*/s|@key", "/d/*/n", null);

        assertThat(
                        decode(
                                decoder,
                                TestRecords.of(
                                        "K",
                                        "{\"s\":null,\"d\":[{\"n\":1,\"s\":\"A\"},{\"n\":2}]}")))
                .isEqualTo("A 1, K 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/v = 1e3; 1e3; true",
                "/v = 1000; 1e3; false",
                "/v = -0; -0; true",
                "/v = 0; -0; false",
                "/v = 18446744073709551617; 18446744073709551617; true",
                "/v = 1.50; 1.50; true",
                "/v = 1.5; 1.50; false",
                "/v = 7; \"7\"; true",
                "/v = true; true; true",
                "/v != true; true; false",
                "/v = null; null; false",
                "/v absent; null; true",
                "/v present; null; false",
                "/v != x; null; true",
                "/v in (x, null); null; false",
                "/v != x; {}; true",
                "/v present; []; true",
                "/v = \"\"; \"\"; true",
                "/v = \"ä \\\"\"; \"\\u00e4 \\\"\"; true"
            })
    void comparesAsText(String where, String value, boolean holds) {
        MessageDecoder decoder = decoder("/s", "/n", where);

        assertThat(decode(decoder, "{\"n\":1,\"s\":\"A\",\"v\":" + value + "}"))
                .isEqualTo(holds ? "A 1" : "unsequenced");
    }

    @Test
    void boundsTheMessagesOfARecord() throws InterruptedException {
        MessageDecoder decoder = decoder("/s", "/d/*", null, Compression.NONE, 1_000);
        String thousand = numbers(1_000);
        String padded = "{\"s\":\"A\",\"p\":\"" + "x".repeat(70_000) + "\",\"d\":[%s]}";

        assertThat(decode(decoder, "{\"s\":\"A\",\"d\":[" + thousand + "]}"))
                .endsWith("A 998, A 999");
        assertThat(problem(decoder, "{\"s\":\"A\",\"d\":[" + thousand + ",1]}"))
                .contains("more than 1000 messages (max-messages)");
        assertThat(decode(decoder, "{\"s\":\"A\",\"d\":[" + numbers(10_000) + "]}"))
                .isEqualTo("too-large");
        assertThat(decode(decoder, padded.formatted(numbers(900)))).endsWith("A 899");
        assertThat(problem(decoder, padded.formatted(thousand))).contains("more than 67108864");
        assertThat(decode(decoder, "{\"s\":\"A\",\"d\":[7]}")).isEqualTo("A 7");
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    @Test
    void decompresses() throws IOException {
        MessageDecoder decoder = decoder("/s", "/n", null, Compression.GZIP, 1);
        try {
            assertThat(decode(decoder, TestRecords.of(gzip("{\"s\":\"A\",\"n\":1}"))))
                    .isEqualTo("A 1");
            assertThat(decode(decoder, TestRecords.of(gzip("{\"s\":\"ä\",\"n\":1}"))))
                    .isEqualTo("ä 1");
            assertThat(decode(decoder, TestRecords.of(gzip("{\"n\":2}"))))
                    .isEqualTo("missing-field");
            assertThat(decode(decoder, TestRecords.of(gzip(" ".repeat(20_000_000)))))
                    .isEqualTo("too-large");
            assertThat(decode(decoder, "{\"s\":\"A\",\"n\":1}")).isEqualTo("malformed");
        } finally {
            decoder.close();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesElementsOfDifferentArrays() {
        assertThatThrownBy(() -> decoder("/a/*/s", "/b/*/n", null))
                .hasMessageContaining("/b/*/n and /a/*/s take the elements of different arrays");
    }
}
