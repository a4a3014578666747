package com.k2.sequence.decode.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedFieldsTest {

    private static final JsonPointer FIELD = JsonPointer.compile("/e");
    private static final List<JsonPointer> SYMBOLS = List.of(JsonPointer.compile("/s"));
    private static final JsonPointer SEQUENCE = JsonPointer.compile("/seq");

    @Test
    void needsOneWayToTheExchange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedFields(null, null, SYMBOLS, null, SEQUENCE, null))
                .withMessage("neither exchange nor exchange-field are given: give one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedFields("asx", FIELD, SYMBOLS, null, SEQUENCE, null))
                .withMessage("both exchange and exchange-field are given: give one of them");
    }

    @Test
    void needsOneWayToTheSymbol() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedFields("asx", null, List.of(), null, SEQUENCE, null))
                .withMessageContaining("neither symbol nor symbol-field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedFields("asx", null, SYMBOLS, "BHP", SEQUENCE, null))
                .withMessageContaining("both symbol and symbol-field");
    }

    @Test
    void needsASequenceField() {
        assertThatNullPointerException()
                .isThrownBy(() -> new FeedFields("asx", null, SYMBOLS, null, null, null));
    }

    @Test
    void refusesNamesThatNoMessageCouldHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedFields("", null, SYMBOLS, null, SEQUENCE, null))
                .withMessageContaining("exchange must be 1 to 32768 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new FeedFields(
                                        "asx",
                                        null,
                                        List.of(),
                                        "x".repeat(NameSize.MAX_BYTES + 1),
                                        SEQUENCE,
                                        null))
                .withMessageContaining("not 32769 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "'',     /a,      the whole message",
        "/a,     /a/b,    the JSON Pointer /a/b leads into the value at /a",
        "/a/0/b, /a/0,    the JSON Pointer /a/0/b leads into the value at /a/0",
        "/a~1b,  /a~1b/c, leads into the value at /a~1b",
    })
    void refusesPointersThatCantBothBeMet(String sequence, String timestamp, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new FeedFields(
                                        "asx",
                                        null,
                                        SYMBOLS,
                                        null,
                                        JsonPointer.compile(sequence),
                                        JsonPointer.compile(timestamp)))
                .withMessageContaining(message);
    }

    @Test
    void takesPointersThatOnlyBeginAlike() {
        new FeedFields(
                "asx",
                null,
                SYMBOLS,
                null,
                JsonPointer.compile("/data/seq"),
                JsonPointer.compile("/data/sequence"));
    }

    @Test
    void travelsWithTheJob() throws Exception {
        FeedFields fields = new FeedFields(null, FIELD, SYMBOLS, null, SEQUENCE, FIELD);

        assertThat(InstantiationUtil.clone(fields)).isEqualTo(fields);
    }
}
