package com.k2.sequence.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DeadLetter.Reason;
import com.k2.sequence.message.DecodedCommand;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.tracking.InstrumentKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlCommandDecoderTest {

    private static final int MAX_BYTES = 1_000;
    private static final InstrumentKey BHP = new InstrumentKey("asx", "BHP");

    private final ControlCommandDecoder decoder = new ControlCommandDecoder(MAX_BYTES);

    private DecodedCommand decode(String json) {
        return decoder.decode(TestRecords.of(json.replace('\'', '"')));
    }

    @Test
    void readsCommandsForAllKeys() {
        assertThat(decode("{'id':'x','command':'CLEAR_ALL','exchange':'as*','symbol':'*'}"))
                .isEqualTo(
                        new Command(
                                "x",
                                Command.Kind.CLEAR_ALL,
                                new InstrumentKey("as*", "*"),
                                0,
                                TestRecords.POSITION));
        assertThat(decode("{'id':'x','command':'RESYNC','exchange':'*','symbol':'*'}"))
                .isEqualTo(
                        new Command(
                                "x",
                                Command.Kind.RESYNC,
                                new InstrumentKey("*", "*"),
                                0,
                                TestRecords.POSITION));
    }

    @Test
    void readsCommands() {
        assertThat(
                        decode(
                                "{'id':'6f1c-A_9','command':'SET','exchange':'asx','symbol':'BHP',"
                                        + "'last_sequence':9223372036854775807}"))
                .isEqualTo(
                        new Command(
                                "6f1c-A_9",
                                Command.Kind.SET,
                                BHP,
                                Long.MAX_VALUE,
                                TestRecords.POSITION));
        assertThat(decode("{'id':'x','command':'CLEAR','exchange':'asx','symbol':'BHP'}"))
                .isEqualTo(new Command("x", Command.Kind.CLEAR, BHP, 0, TestRecords.POSITION));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MALFORMED|{|ends inside",
                "MALFORMED|[]|not a JSON object",
                "MISSING_FIELD|{'command':'CLEAR','exchange':'a','symbol':'b'}|/id (control.topic)",
                "MISSING_FIELD|{'id':'x','exchange':'a','symbol':'b'}|/command (control.topic)",
                "MISSING_FIELD|{'id':'x','command':'CLEAR','symbol':'b'}|/exchange (control.topic)",
                "MISSING_FIELD|{'id':'x','command':'CLEAR','exchange':'a'}|/symbol (control.topic)",
                "MISSING_FIELD|{'id':'x','command':'SET','exchange':'a','symbol':'b'}|/last_sequence",
                "INVALID_SEQUENCE|{'id':'x','command':'SET','exchange':'a','symbol':'b','last_sequence':-1}|-1",
                "INVALID_SEQUENCE|{'id':'x','command':'SET','exchange':'a','symbol':'b','last_sequence':1.5}|1.5",
                "MALFORMED|{'id':'x','command':'DROP','exchange':'a','symbol':'b'}|not CLEAR or SET",
                "MALFORMED|{'id':'a:b','command':'CLEAR','exchange':'a','symbol':'b'}|/id is"
            })
    void whatCantBeReadIsADeadLetterThatSaysWhy(Reason reason, String json, String message) {
        assertThat(decode(json))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        letter -> {
                            assertThat(letter.reason()).isEqualTo(reason);
                            assertThat(letter.message()).contains(message);
                        });
    }

    @Test
    void aTombstoneAndALargeRecordAreDeadLetters() {
        assertThat(decoder.decode(TestRecords.of((byte[]) null)))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        letter -> assertThat(letter.reason()).isEqualTo(Reason.MALFORMED));
        assertThat(decode("{'id':'" + "x".repeat(MAX_BYTES) + "'}"))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        letter -> assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE));
    }
}
