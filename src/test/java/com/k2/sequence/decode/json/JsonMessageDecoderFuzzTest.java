package com.k2.sequence.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** Whatever a record holds, it is decoded to something, and what is broken to a dead letter. */
class JsonMessageDecoderFuzzTest {

    private static final String VALID =
            """
            {"exchange":"asx","data":[{"symbol":"BHP","x":[1,2.5e3,{"y":null}]},"z"],"sequence":"1005",\
            "time":1768125600127.483,"text":"\\u20ac \\ud83d\\ude00 äöü 😀","flag":true}\
            """;

    private static final byte[] VALID_BYTES = VALID.getBytes(UTF_8);

    private static final String PLAIN =
            "{\"exchange\":\"asx\",\"data\":[{\"symbol\":\"BHP\"}],\"sequence\":1005,\"time\":1768125600127}";

    private static final FeedFields FIELDS =
            new FeedFields(
                    null,
                    JsonPointer.compile("/exchange"),
                    List.of(JsonPointer.compile("/data/0/symbol")),
                    null,
                    JsonPointer.compile("/sequence"),
                    JsonPointer.compile("/time"));

    /** One for all tries: a bad message must not spoil the next one. */
    private final JsonMessageDecoder decoder = new JsonMessageDecoder(FIELDS, 1 << 20);

    private JsonMessageDecoder onCharacters;

    @Property
    void readsAnyNumberAndSymbol(
            @ForAll @LongRange(min = 0) long sequence,
            @ForAll @NotEmpty @Size(max = 50) String symbol) {
        SourceRecord record =
                TestRecords.of(
                        VALID.replace("\"1005\"", Long.toString(sequence))
                                .replace("BHP", escaped(symbol)));

        assertThat(decoder.decode(record))
                .isEqualTo(
                        new SequencedMessage(
                                new InstrumentKey("asx", symbol),
                                sequence,
                                1_768_125_600_127_483_000L,
                                record));
    }

    @Property(tries = 5000)
    void survivesRandomBytes(@ForAll byte[] value) {
        assertDecoded(value);
    }

    @Property(tries = 5000)
    void survivesRandomJsonishText(@ForAll("jsonish") String text) {
        assertDecoded(text.getBytes(UTF_8));
    }

    @Property(tries = 5000)
    void survivesChangedBytes(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> places,
            @ForAll @Size(min = 4, max = 4) byte[] bytes) {
        byte[] value = VALID_BYTES.clone();
        for (int i = 0; i < places.size(); i++) {
            value[places.get(i) % value.length] = bytes[i];
        }

        assertDecoded(value);
    }

    @Property
    void findsEveryTruncation(@ForAll @IntRange(max = 10_000) int place) {
        int length = place % VALID_BYTES.length;
        Decoded decoded = decoder.decode(TestRecords.of(Arrays.copyOf(VALID_BYTES, length)));

        assertThat(decoded).isInstanceOf(DeadLetter.class);
        assertThat(((DeadLetter) decoded).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Property
    void findsWhatFollows(@ForAll("notSpace") String rest) {
        Decoded decoded = decoder.decode(TestRecords.of(VALID + rest));

        assertThat(decoded).isInstanceOf(DeadLetter.class);
        assertThat(((DeadLetter) decoded).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Provide
    Arbitrary<String> jsonish() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\\",
                        "\"sequence\":",
                        "\"data\":[{",
                        "\"exchange\":\"a\"",
                        "\"symbol\":",
                        "\"time\":",
                        "1",
                        "-",
                        "1e999999999",
                        "0.5",
                        "null",
                        "true",
                        "fals",
                        "\\u12",
                        "😀",
                        " ",
                        "\n",
                        "\0")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> notSpace() {
        return Arbitraries.of("}", "]", "{}", "1", "\"\"", "null", ",", "\0", "x", " x", "\n{")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
    }

    private void assertDecoded(byte[] value) {
        Decoded decoded = decoder.decode(TestRecords.of(value));

        if (decoded instanceof DeadLetter deadLetter) {
            assertThat(deadLetter.message()).isNotBlank().doesNotContain("failed");
        } else {
            assertThat(decoded).isNotNull();
        }
        assertThat(decoder.decode(TestRecords.of(VALID))).isInstanceOf(SequencedMessage.class);
    }

    /** Each character escaped, half surrogates too. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    /** Whether a message is read from its bytes or its characters must not be seen. */
    @Property
    void plainMessagesAreReadAlikeFromBytesAndCharacters(
            @ForAll @Size(max = 3) List<@IntRange(max = 75) Integer> places,
            @ForAll("plain") String damage) {
        StringBuilder json = new StringBuilder(PLAIN);
        places.forEach(place -> json.replace(place, place + 1, damage));
        SourceRecord record = TestRecords.of(json.toString());

        assertThat(decoder.decode(record)).isEqualTo(onCharacters().decode(record));
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings()
                .ofMaxLength(3)
                .withChars("{}[]\",:.0123456789eE+-\\/ \n\t\u0000\u0001\u007fNnullINaTtrueundefd'");
    }

    /** Has read more names than are remembered. */
    private JsonMessageDecoder onCharacters() {
        if (onCharacters == null) {
            onCharacters = new JsonMessageDecoder(FIELDS, 1 << 20);
            for (int i = 0; i <= JsonParsers.MAX_NAMES; i++) {
                onCharacters.decode(TestRecords.of("{\"name-" + i + "\":1}"));
            }
        }
        return onCharacters;
    }
}
