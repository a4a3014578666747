package com.k2.sequence.decode.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.RecordSize;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageDecoderTest {

    private static final int MAX_RECORD_BYTES = 1 << 20;

    private static final JsonPointer SEQUENCE = JsonPointer.compile("/seq");

    /** Reads {@code {"exchange":…,"symbol":…,"seq":…,"time":…}}. */
    private final JsonMessageDecoder decoder =
            decoder(
                    new FeedFields(
                            null,
                            JsonPointer.compile("/exchange"),
                            List.of(JsonPointer.compile("/symbol")),
                            null,
                            SEQUENCE,
                            JsonPointer.compile("/time")));

    private static JsonMessageDecoder decoder(FeedFields fields) {
        return new JsonMessageDecoder(fields, MAX_RECORD_BYTES);
    }

    /** A decoder of messages that hold nothing but the symbol's parts and the number. */
    private static JsonMessageDecoder symbolDecoder(String... symbolFields) {
        return decoder(
                new FeedFields(
                        "asx",
                        null,
                        Stream.of(symbolFields).map(JsonPointer::compile).toList(),
                        null,
                        SEQUENCE,
                        null));
    }

    private static SequencedMessage message(Decoded decoded) {
        assertThat(decoded).isInstanceOf(SequencedMessage.class);
        return (SequencedMessage) decoded;
    }

    private static DeadLetter deadLetter(Decoded decoded) {
        assertThat(decoded).isInstanceOf(DeadLetter.class);
        return (DeadLetter) decoded;
    }

    private static String with(String field, String value) {
        StringBuilder json = new StringBuilder("{");
        append(json, "exchange", field, value, "\"asx\"");
        append(json, "symbol", field, value, "\"BHP\"");
        append(json, "seq", field, value, "7");
        append(json, "time", field, value, "\"2026-01-11T10:00:00Z\"");
        return json.append("\"price\":45.5}").toString();
    }

    private static void append(
            StringBuilder json, String name, String field, String value, String usual) {
        String written = name.equals(field) ? value : usual;
        if (written != null) {
            json.append('"').append(name).append("\":").append(written).append(',');
        }
    }

    @Nested
    class Reads {

        @Test
        void aMessage() {
            SourceRecord record =
                    TestRecords.of(
                            """
                            {"exchange":"asx","symbol":"BHP","seq":1005,"time":"2026-01-11T10:00:00.127483Z","price":45.5}
                            """);

            assertThat(decoder.decode(record))
                    .isEqualTo(
                            new SequencedMessage(
                                    new InstrumentKey("asx", "BHP"),
                                    1005,
                                    EpochNanos.parse("2026-01-11T10:00:00.127483Z"),
                                    record));
        }

        @Test
        void nestedFieldsAndArrays() {
            JsonMessageDecoder nested =
                    decoder(
                            new FeedFields(
                                    "binance",
                                    null,
                                    List.of(JsonPointer.compile("/data/1/s")),
                                    null,
                                    JsonPointer.compile("/data/0"),
                                    JsonPointer.compile("/data/1/m~1d/ti~0me")));

            SequencedMessage message =
                    message(
                            nested.decode(
                                    TestRecords.of(
                                            """
                                            {"x":{"data":[1]},"data":[12,{"a":[[],{}],"s":"BTC","m/d":{"ti~me":1768125600}},"z"],"y":[{}]}
                                            """)));

            assertThat(message.instrument()).isEqualTo(new InstrumentKey("binance", "BTC"));
            assertThat(message.first()).isEqualTo(12);
            assertThat(EpochNanos.format(message.timestamp())).isEqualTo("2026-01-11T10:00:00Z");
        }

        @Test
        void aStepThatIsANumberAsFieldOrIndex() {
            JsonMessageDecoder number = symbolDecoder("/data/0");

            assertThat(message(number.decode(TestRecords.of("{\"seq\":1,\"data\":[\"A\"]}"))))
                    .extracting(message -> message.instrument().symbol())
                    .isEqualTo("A");
            assertThat(message(number.decode(TestRecords.of("{\"seq\":1,\"data\":{\"0\":\"B\"}}"))))
                    .extracting(message -> message.instrument().symbol())
                    .isEqualTo("B");
        }

        @Test
        void constantsInPlaceOfFields() {
            JsonMessageDecoder constants =
                    decoder(new FeedFields("iex", null, List.of(), "deep", SEQUENCE, null));

            SequencedMessage message = message(constants.decode(TestRecords.of("{\"seq\":3}")));

            assertThat(message.instrument()).isEqualTo(new InstrumentKey("iex", "deep"));
            assertThat(message.timestamp()).isEqualTo(TestRecords.TIMESTAMP * 1_000_000);
        }

        @Test
        void severalSymbolFieldsJoinedWithADot() {
            JsonMessageDecoder joined = symbolDecoder("/product", "/feed", "/id");

            assertThat(
                            message(
                                            joined.decode(
                                                    TestRecords.of(
                                                            """
                                                            {"feed":"book","seq":1,"id":17,"product":"PI_XBTUSD"}
                                                            """)))
                                    .instrument()
                                    .symbol())
                    .isEqualTo("PI_XBTUSD.book.17");
        }

        @Test
        void oneFieldForTwoPurposes() {
            JsonMessageDecoder both =
                    decoder(new FeedFields("x", null, List.of(), "y", SEQUENCE, SEQUENCE));

            SequencedMessage message =
                    message(both.decode(TestRecords.of("{\"seq\":1768125600127483000}")));

            assertThat(message.timestamp()).isEqualTo(message.first());
        }

        @Test
        void theLastOfFieldsOfOneName() {
            JsonMessageDecoder nested = symbolDecoder("/d/s");

            assertThat(message(decoder.decode(TestRecords.of(with("seq", "\"x\",\"seq\":8")))))
                    .extracting(SequencedMessage::first)
                    .isEqualTo(8L);
            assertThat(
                            deadLetter(
                                            nested.decode(
                                                    TestRecords.of(
                                                            "{\"d\":{\"s\":\"A\"},\"seq\":1,\"d\":{}}")))
                                    .reason())
                    .isEqualTo(Reason.MISSING_FIELD);
            assertThat(decoder.decode(TestRecords.of(with("seq", "8,\"seq\":null"))))
                    .isInstanceOf(UnsequencedMessage.class);
        }

        @Test
        void fieldsAmidNamesThatNeverComeAgain() {
            for (int i = 0; i < 20_000; i++) {
                String name = i % 1000 == 0 ? "x".repeat(100_000) : "order-" + i;

                assertThat(
                                message(
                                        decoder.decode(
                                                TestRecords.of(
                                                        with("seq", i + ",\"" + name + "\":1")))))
                        .extracting(SequencedMessage::first)
                        .isEqualTo((long) i);
            }
        }

        @Test
        void nothingOfTheMessageBefore() {
            decoder.decode(TestRecords.of(with("seq", "8")));

            assertThat(decoder.decode(TestRecords.of("{}"))).isInstanceOf(UnsequencedMessage.class);
            assertThat(deadLetter(decoder.decode(TestRecords.of("{\"seq\":8}"))).reason())
                    .isEqualTo(Reason.MISSING_FIELD);
        }
    }

    @Nested
    class Sequence {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "0                     | 0",
                    "9223372036854775807   | 9223372036854775807",
                    "\"0\"                 | 0",
                    "\"1612844051653\"     | 1612844051653",
                    "\"0007\"              | 7",
                    "\"9223372036854775807\" | 9223372036854775807",
                    "\"\\u0031\"           | 1",
                })
        void isAnIntegerOrItsDigits(String json, long sequence) {
            assertThat(message(decoder.decode(TestRecords.of(with("seq", json)))).first())
                    .isEqualTo(sequence);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "5.0                   | a number with a fraction or an exponent, \"5.0\"",
                    "5.5                   | a number with a fraction or an exponent, \"5.5\"",
                    "1e3                   | a number with a fraction or an exponent, \"1e3\"",
                    "1E999999999           | a number with a fraction or an exponent, \"1E999999999\"",
                    "-1                    | an integer, \"-1\"",
                    "-0                    | an integer, \"-0\"",
                    "9223372036854775808   | an integer, \"9223372036854775808\"",
                    "92233720368547758070  | an integer, \"92233720368547758070\"",
                    "\"9223372036854775808\" | a string, \"9223372036854775808\"",
                    "\"\"                  | a string, \"\"",
                    "\"abc\"               | a string, \"abc\"",
                    "\" 5\"                | a string, \" 5\"",
                    "\"+5\"                | a string, \"+5\"",
                    "\"-5\"                | a string, \"-5\"",
                    "\"5.0\"               | a string, \"5.0\"",
                    "\"٥\"                 | a string, \"?\"",
                    "true                  | a boolean",
                    "false                 | a boolean",
                    "{\"seq\":5}           | an object",
                    "[5]                   | an array",
                })
        void isNothingElse(String json, String found) {
            DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of(with("seq", json))));

            assertThat(deadLetter.reason()).isEqualTo(Reason.INVALID_SEQUENCE);
            assertThat(deadLetter.message())
                    .isEqualTo(
                            "/seq (sequence-field) is "
                                    + found
                                    + ", not an integer from 0 to 9223372036854775807 or a string"
                                    + " of digits that is one");
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 1_000, 5_000, 500_000})
        void mayHaveAnyNumberOfDigitsWithoutDoingHarm(int digits) {
            DeadLetter deadLetter =
                    deadLetter(decoder.decode(TestRecords.of(with("seq", "9".repeat(digits)))));

            assertThat(deadLetter.reason()).isEqualTo(Reason.INVALID_SEQUENCE);
            assertThat(deadLetter.message()).contains("... (" + digits + " characters)");
            assertThat(deadLetter.message()).hasSizeLessThan(250);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"seq\":null}",
                    "{\"type\":\"heartbeat\",\"data\":{\"seq\":5}}",
                    "{\"exchange\":5.5,\"symbol\":\"\",\"time\":\"never\"}"
                })
        void isMissingFromWhatIsNotSequenced(String json) {
            SourceRecord record = TestRecords.of(json);

            assertThat(decoder.decode(record)).isEqualTo(new UnsequencedMessage(record));
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"BHP\"               | BHP",
                    "\"a:b%c{d} e\"        | a:b%c{d} e",
                    "\"\\t\\u0000\"        | `\t\0`",
                    "\"😀\"                | 😀",
                    "\"\\ud83d\\ude00\"    | 😀",
                    "\"币安人生USDT\"        | 币安人生USDT",
                    "17                    | 17",
                    "-0                    | -0",
                    "123456789012345678901 | 123456789012345678901",
                })
        void areTakenAsTheyCome(String json, String name) {
            SequencedMessage message =
                    message(
                            decoder.decode(
                                    TestRecords.of(
                                            with("symbol", json)
                                                    .replace("\"asx\"", json.replace("$", "")))));

            assertThat(message.instrument()).isEqualTo(new InstrumentKey(name, name));
        }

        @Test
        void mayHoldHalfASurrogatePair() {
            SequencedMessage message =
                    message(decoder.decode(TestRecords.of(with("symbol", "\"a\\ud83d\""))));

            assertThat(message.instrument().symbol()).isEqualTo("a\ud83d");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "            | absent or null",
                    "null        | absent or null",
                    "\"\"        | an empty string",
                    "5.5         | a number with a fraction or an exponent",
                    "1e3         | a number with a fraction or an exponent",
                    "true        | a boolean",
                    "{}          | an object",
                    "[\"BHP\"]   | an array",
                })
        void areNothingElse(String json, String found) {
            for (String field : List.of("exchange", "symbol")) {
                DeadLetter deadLetter =
                        deadLetter(decoder.decode(TestRecords.of(with(field, json))));

                assertThat(deadLetter.reason()).isEqualTo(Reason.MISSING_FIELD);
                assertThat(deadLetter.message())
                        .startsWith("/" + field + " (" + field + "-field) is " + found)
                        .endsWith("a string or an integer of 1 to 32768 bytes of UTF-8");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null,", "\"b\":5.5,"})
        void needEachPartOfAJoinedSymbol(String second) {
            JsonMessageDecoder joined = symbolDecoder("/a", "/b");
            String field = second.equals("null,") ? "\"b\":null," : second;

            assertThat(
                            deadLetter(
                                            joined.decode(
                                                    TestRecords.of(
                                                            "{"
                                                                    + field
                                                                    + "\"a\":\"A\",\"seq\":1}")))
                                    .message())
                    .startsWith("/b (symbol-field) is");
        }

        @ParameterizedTest
        @CsvSource({
            "x,  32768, true",
            "x,  32769, false",
            "ä,  16384, true",
            "ä,  16385, false",
            "币, 10922, true",
            "币, 10923, false",
            "😀, 8192,  true",
            "😀, 8193,  false",
            "x,  10240, true",
            "x,  900000, false",
        })
        void takeAtMost32KiBytes(String character, int count, boolean taken) {
            String name = character.repeat(count);
            Decoded decoded = decoder.decode(TestRecords.of(with("symbol", '"' + name + '"')));

            if (taken) {
                assertThat(message(decoded).instrument().symbol()).isEqualTo(name);
            } else {
                assertThat(deadLetter(decoded).reason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(deadLetter(decoded).message())
                        .isEqualTo(
                                "/symbol (symbol-field) is a string of "
                                        + name.length()
                                        + " characters, not a string or an integer of 1 to 32768"
                                        + " bytes of UTF-8");
            }
        }

        @Test
        void takeAtMost32KiBytesJoined() {
            JsonMessageDecoder joined = symbolDecoder("/a", "/b");
            String part = '"' + "x".repeat(16_384) + '"';

            DeadLetter deadLetter =
                    deadLetter(
                            joined.decode(
                                    TestRecords.of(
                                            "{\"a\":" + part + ",\"b\":" + part + ",\"seq\":1}")));

            assertThat(deadLetter.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(deadLetter.message()).contains("32769 characters");
        }
    }

    @Nested
    class Timestamp {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                nullValues = "absent",
                value = {
                    "absent | missing-field     | absent or null",
                    "null   | missing-field     | absent or null",
                    "\"\"   | invalid-timestamp | a string, \"\"",
                    "\"yesterday\" | invalid-timestamp | a string, \"yesterday\"",
                    "-1     | invalid-timestamp | an integer, \"-1\"",
                    "-1.5   | invalid-timestamp | a number with a fraction or an exponent, \"-1.5\"",
                    "1e999999999 | invalid-timestamp | a number with a fraction or an exponent, \"1e999999999\"",
                    "true   | invalid-timestamp | a boolean",
                    "{}     | invalid-timestamp | an object",
                    "[0]    | invalid-timestamp | an array",
                })
        void isNothingElse(String json, String reason, String found) {
            DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of(with("time", json))));

            assertThat(deadLetter.reason().word()).isEqualTo(reason);
            assertThat(deadLetter.message())
                    .startsWith("/time (timestamp-field) is " + found)
                    .endsWith(
                            "an ISO-8601 time, or epoch seconds, milliseconds, microseconds or"
                                    + " nanoseconds within 2000 to 2100");
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, Long.MIN_VALUE, 9_223_372_036_855L, Long.MAX_VALUE})
        void ofTheRecordMustBeOneToo(long timestamp) {
            JsonMessageDecoder recordTime =
                    decoder(new FeedFields("asx", null, List.of(), "BHP", SEQUENCE, null));

            DeadLetter deadLetter =
                    deadLetter(
                            recordTime.decode(
                                    new SourceRecord(
                                            TestRecords.POSITION,
                                            timestamp,
                                            null,
                                            "{\"seq\":1}".getBytes(UTF_8),
                                            new RecordHeaders())));

            assertThat(deadLetter.reason()).isEqualTo(Reason.INVALID_TIMESTAMP);
            assertThat(deadLetter.message()).contains(timestamp + " ms", "timestamp-field");
        }
    }

    @Nested
    class Malformed {

        static Stream<Arguments> values() {
            String deep = "[".repeat(100_000) + "]".repeat(100_000);
            return Stream.of(
                    Arguments.of("an empty value", "", "the value is empty"),
                    Arguments.of("white space", " \n\t", "the value is empty"),
                    Arguments.of("text", "not JSON, secret", "is not JSON at line 1, column"),
                    Arguments.of("XML", "<secret/>", "is not JSON at line 1, column 1"),
                    Arguments.of("an array", "[{\"seq\":1}]", "is an array, not a JSON object"),
                    Arguments.of("a string", "\"secret\"", "is a string, not a JSON object"),
                    Arguments.of("an integer", "5", "is an integer, not a JSON object"),
                    Arguments.of("a number", "5.5", "not a JSON object"),
                    Arguments.of("a boolean", "true", "is a boolean, not a JSON object"),
                    Arguments.of("null", "null", "is null, not a JSON object"),
                    Arguments.of("truncated after {", "{", "ends inside its JSON object"),
                    Arguments.of("truncated in a name", "{\"secr", "ends inside its JSON object"),
                    Arguments.of("truncated in text", "{\"seq\":\"1", "ends inside"),
                    Arguments.of("truncated after a value", "{\"seq\":1", "ends inside"),
                    Arguments.of("truncated in an array", "{\"seq\":1,\"a\":[1,", "ends inside"),
                    Arguments.of("truncated in a word", "{\"seq\":1,\"a\":tru", "the value"),
                    Arguments.of("two objects", "{\"seq\":1} {\"seq\":2}", "goes on after its"),
                    Arguments.of("a word after it", "{\"seq\":1}secret", "is not JSON at line 1"),
                    Arguments.of("a brace after it", "{\"seq\":1}}", "is not JSON at line 1"),
                    Arguments.of("two commas", "{\"seq\":1,,}", "is not JSON at"),
                    Arguments.of("a comma at the end", "{\"seq\":1,}", "is not JSON at"),
                    Arguments.of("no quotes", "{seq:1}", "is not JSON at"),
                    Arguments.of("single quotes", "{'seq':1}", "is not JSON at"),
                    Arguments.of("a comment", "{\"seq\":1/*secret*/}", "is not JSON at"),
                    Arguments.of("a leading zero", "{\"seq\":01}", "is not JSON at"),
                    Arguments.of("a plus", "{\"seq\":+1}", "is not JSON at"),
                    Arguments.of("NaN", "{\"seq\":NaN}", "is not JSON at"),
                    Arguments.of("a line break in text", "{\"a\":\"x\ny\"}", "is not JSON at"),
                    Arguments.of("an unknown escape", "{\"a\":\"\\x\"}", "is not JSON at"),
                    Arguments.of("a wrong bracket", "{\"seq\":1]", "is not JSON at"),
                    Arguments.of(
                            "nesting",
                            "{\"seq\":1,\"a\":" + deep + "}",
                            "past a limit of the JSON parser"),
                    Arguments.of("only nesting", "{\"a\":".repeat(100_000), "past a limit"),
                    Arguments.of(
                            "a byte order mark", "\ufeff{\"seq\":1}", "is not JSON at line 1"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("values")
        void isWhatIsNotOneJsonObject(String what, String value, String message) {
            DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of(value)));

            assertThat(deadLetter.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(deadLetter.message())
                    .startsWith("the value")
                    .contains(message)
                    .doesNotContain("secr", "Source")
                    .hasSizeLessThan(200);
        }

        static Stream<Arguments> notUtf8() {
            return Stream.of(
                    Arguments.of("a lone continuation byte", bytes(0x80)),
                    Arguments.of("Latin-1", "ä".getBytes(ISO_8859_1)),
                    Arguments.of("a truncated sequence", bytes(0xE5, 0xB8)),
                    Arguments.of("an overlong form", bytes(0xC0, 0xAF)),
                    Arguments.of("an overlong form of three bytes", bytes(0xE0, 0x80, 0xAF)),
                    Arguments.of("an encoded surrogate", bytes(0xED, 0xA0, 0x80)),
                    Arguments.of("past Unicode", bytes(0xF4, 0x90, 0x80, 0x80)),
                    Arguments.of("never in UTF-8", bytes(0xFF)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("notUtf8")
        void isWhatIsNotUtf8(String what, byte[] bytes) {
            for (String template : List.of(with("symbol", "\"@\""), with("seq", "1,\"a\":\"@\""))) {
                byte[] value = replace(template, bytes);
                DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of(value)));

                assertThat(deadLetter.reason()).isEqualTo(Reason.MALFORMED);
                assertThat(deadLetter.message()).isEqualTo("the value is not valid UTF-8");
            }
        }

        @Test
        void isUtf16() {
            assertThat(
                            deadLetter(
                                            decoder.decode(
                                                    TestRecords.of(
                                                            with("seq", "1").getBytes(UTF_16BE))))
                                    .reason())
                    .isEqualTo(Reason.MALFORMED);
        }

        @Test
        void isATombstone() {
            DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of((byte[]) null)));

            assertThat(deadLetter.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(deadLetter.message()).contains("tombstone");
        }

        @Test
        void comesBeforeWhateverTheFieldsHold() {
            assertThat(deadLetter(decoder.decode(TestRecords.of("{\"seq\":\"x\","))).reason())
                    .isEqualTo(Reason.MALFORMED);
        }

        private static byte[] bytes(int... bytes) {
            byte[] array = new byte[bytes.length];
            IntStream.range(0, bytes.length).forEach(i -> array[i] = (byte) bytes[i]);
            return array;
        }

        private static byte[] replace(String template, byte[] bytes) {
            return template.replace("@", new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
        }
    }

    @Nested
    class TooLarge {

        @Test
        void isARecordPastTheLimitAndNotRead() {
            byte[] line = new byte[10 * 1024 * 1024];

            DeadLetter deadLetter = deadLetter(decoder.decode(TestRecords.of(line)));

            assertThat(deadLetter.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(deadLetter.message())
                    .isEqualTo("the record takes 10485760 bytes, more than 1048576");
        }

        @Test
        void countsKeyValueAndHeaders() {
            FeedFields fields = new FeedFields("asx", null, List.of(), "BHP", SEQUENCE, null);
            SourceRecord record = TestRecords.of("key", "{\"seq\":1}", "a", "12345", "b", null);
            int headers = (1 + 5 + RecordSize.HEADER_OVERHEAD) + (1 + RecordSize.HEADER_OVERHEAD);
            int size = 3 + 9 + headers;

            assertThat(new JsonMessageDecoder(fields, size).decode(record))
                    .isInstanceOf(SequencedMessage.class);
            assertThat(deadLetter(new JsonMessageDecoder(fields, size - 1).decode(record)).reason())
                    .isEqualTo(Reason.TOO_LARGE);
        }

        @Test
        void isNoTextOutsideTheFieldsWithinTheLimit() {
            String padding = "\"" + "x".repeat(900_000) + "\"";

            assertThat(message(decoder.decode(TestRecords.of(with("seq", "1,\"a\":" + padding)))))
                    .extracting(SequencedMessage::first)
                    .isEqualTo(1L);
        }
    }
}
