package com.k2.sequence.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCorrupterTest {

    private static final Tick TICK =
            new Tick(new InstrumentKey("asx", "BHP"), 1002, 1_768_125_600_127_483_000L);

    private final JsonMessageDecoder decoder =
            new JsonMessageDecoder(
                    new FeedFields(
                            null,
                            JsonPointer.compile("/exchange"),
                            List.of(JsonPointer.compile("/symbol")),
                            null,
                            JsonPointer.compile("/sequence"),
                            JsonPointer.compile("/timestamp")),
                    1_000_000);

    @Test
    void undamagedMessageIsReadAsItIs() {
        assertThat(decode(MarketDataJson.write(TICK)))
                .isInstanceOfSatisfying(
                        SequencedMessage.class,
                        message -> {
                            assertThat(message.instrument()).isEqualTo(TICK.instrument());
                            assertThat(message.first()).isEqualTo(1002);
                            assertThat(message.timestamp()).isEqualTo(TICK.timestamp());
                        });
    }

    @Test
    void heartbeatIsReadableButUnsequenced() {
        assertThat(decode(MarketDataJson.writeHeartbeat(TICK)))
                .isInstanceOf(UnsequencedMessage.class);
    }

    @ParameterizedTest
    @EnumSource
    void damagedMessageIsADeadLetterForTheReasonItSays(MessageCorrupter corrupter) {
        assertThat(decode(corrupter.corrupt(TICK)))
                .isInstanceOfSatisfying(
                        DeadLetter.class,
                        letter ->
                                assertThat(Outcome.of(letter.reason()))
                                        .isEqualTo(corrupter.outcome()));
    }

    private Decoded decode(byte[] value) {
        return decoder.decode(
                new SourceRecord(
                        new SourcePosition("ticks", 0, 0), 0, null, value, new RecordHeaders()));
    }
}
