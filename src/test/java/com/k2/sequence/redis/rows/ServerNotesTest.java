package com.k2.sequence.redis.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerNotesTest {

    private static ServerNotes notes(String info) {
        return ServerNotes.of("redis:6379", info, 1);
    }

    @Test
    void findsNothingWrongWithAServerMadeForTheTracker() {
        ServerNotes notes =
                notes(
                        "# Server\r\nredis_version:7.0.15\r\nrole:master\r\nmaxmemory:0\r\n"
                                + "maxmemory_policy:noeviction\r\naof_enabled:1\r\n");

        assertThat(notes.version()).isEqualTo("7.0.15");
        assertThat(notes.warnings()).isEmpty();
    }

    @Test
    void warnsOfWhatLosesRows() {
        assertThat(
                        notes("maxmemory_policy:allkeys-lru\r\naof_enabled:0\r\nrole:slave\r\n")
                                .warnings())
                .anySatisfy(warning -> assertThat(warning).contains("allkeys-lru", "noeviction"))
                .anySatisfy(warning -> assertThat(warning).contains("appendonly is off"))
                .anySatisfy(warning -> assertThat(warning).contains("replica"));
        assertThat(notes("maxmemory:1000\r\nused_memory:950\r\n").warnings())
                .singleElement()
                .asString()
                .contains("950 bytes of a maxmemory of 1000");
    }

    @Test
    void saysNothingWhereItMayNotAsk() {
        assertThat(notes("").version()).isEmpty();
        assertThat(notes("").warnings()).isEmpty();
    }
}
