package com.k2.sequence.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.ReaderBasedJsonParser;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParsersTest {

    private final JsonParsers parsers = new JsonParsers(10);

    @Test
    void readsPlainMessagesFromTheirBytes() throws IOException {
        try (JsonParser parser = open("{\"seq\":12345678}")) {
            assertThat(parser).isInstanceOf(UTF8StreamJsonParser.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"币安\"}",
                "{\"a\":\"é\"}",
                "é",
                "\u0000{}",
                "{\u0000}\u0000",
                "\ufeff{}"
            })
    void readsOthersFromTheirCharacters(String json) throws IOException {
        try (JsonParser parser = open(json)) {
            assertThat(parser).isInstanceOf(ReaderBasedJsonParser.class);
            assertThat(parsers.openedLength()).isEqualTo(json.length());
        }
    }

    @Test
    void seesWhatIsNotAsciiWhereverItStands() throws IOException {
        for (int at = 0; at < 40; at++) {
            byte[] json =
                    "{\"0123456789012345678901234567890123456\":1}"
                            .getBytes(StandardCharsets.US_ASCII);
            json[at] = (byte) 0xFF;
            assertThat(parsers.open(json, json.length)).isNull();
        }
    }

    /**
     * Each message then has others, and remembering them would cost more than reading them again.
     */
    @Test
    void givesUpNamesThatAreData() throws IOException {
        for (int i = 0; i <= JsonParsers.MAX_NAMES; i++) {
            try (JsonParser parser = open("{\"order-" + i + "\":1}")) {
                assertThat(parser).as("message " + i).isInstanceOf(UTF8StreamJsonParser.class);
                parser.nextToken();
                assertThat(parser.nextFieldName()).isEqualTo("order-" + i);
            }
        }
        try (JsonParser parser = open("{\"order-0\":1}")) {
            assertThat(parser).isInstanceOf(ReaderBasedJsonParser.class);
        }
    }

    private JsonParser open(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return parsers.open(bytes, bytes.length);
    }
}
