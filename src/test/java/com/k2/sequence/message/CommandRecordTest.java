package com.k2.sequence.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.tracking.InstrumentKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandRecordTest {

    private static final UUID ID = UUID.fromString("6f1c0000-0000-4000-8000-000000000001");

    private static String value(InstrumentKey key, Long last) {
        return new String(new CommandRecord(ID, key, last).value(), StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatTheJobReads() {
        assertThat(value(new InstrumentKey("asx", "BHP"), null))
                .isEqualTo(
                        "{\"id\":\"6f1c0000-0000-4000-8000-000000000001\",\"command\":\"CLEAR\","
                                + "\"exchange\":\"asx\",\"symbol\":\"BHP\"}");
        assertThat(value(new InstrumentKey("a\"x", "株"), Long.MAX_VALUE))
                .endsWith(
                        "\"command\":\"SET\",\"exchange\":\"a\\\"x\",\"symbol\":\"株\","
                                + "\"last_sequence\":9223372036854775807}");
    }

    @Test
    void isKeyedLikeTheData() {
        assertThat(new CommandRecord(ID, new InstrumentKey("asx", "株"), null).key())
                .isEqualTo("asx.株".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesANumberThatNoMessageHas() {
        assertThatThrownBy(() -> new CommandRecord(ID, new InstrumentKey("asx", "BHP"), -1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
