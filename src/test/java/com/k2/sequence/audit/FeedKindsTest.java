package com.k2.sequence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.RecordedFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The kinds of feeds that one number that rises by one does not describe, each with the options
 * that do. A feed is written as it is read: each line, then what it is.
 */
class FeedKindsTest {

    @Test
    void chainWhoseIdsJumpAndFall() {
        assertVerdicts(
                """
                {"c":"books","id":"A","act":"snap","seq":50,"prev":-1}   | NORMAL
                {"c":"books","id":"A","act":"upd","seq":57,"prev":50}    | NORMAL
                {"c":"books","id":"A","act":"upd","seq":57,"prev":57}    | HEARTBEAT
                {"c":"trades","id":"A","act":"upd","seq":57,"prev":57}   | UNSEQUENCED
                {"c":"books","id":"A","act":"upd","seq":80,"prev":70}    | GAP ?
                {"c":"books","id":"A","act":"upd","seq":60,"prev":57}    | OUT_OF_ORDER fills
                {"c":"books","id":"A","act":"upd","seq":70,"prev":60}    | OUT_OF_ORDER fills
                {"c":"books","id":"A","act":"upd","seq":70,"prev":60}    | DUPLICATE
                {"c":"books","id":"A","act":"upd","seq":2,"prev":80}     | RESET chain
                {"c":"books","id":"A","act":"upd","seq":9,"prev":2}      | NORMAL
                {"c":"books","id":"A","act":"upd","seq":9,"prev":2}      | DUPLICATE
                {"c":"books","id":"A","act":"snap","seq":44,"prev":-1}   | RESET snapshot
                """,
                "where",
                "/c = books",
                "scheme",
                "chained",
                "symbol-field",
                "/id",
                "sequence-field",
                "/seq",
                "previous-field",
                "/prev",
                "snapshot-when",
                "/act = snap",
                "gap-memory",
                "8");
    }

    @Test
    void rangesThatOverlap() {
        assertVerdicts(
                """
                {"s":"A","U":11,"u":16} | NORMAL
                {"s":"A","U":17,"u":17} | NORMAL
                {"s":"A","U":21,"u":25} | GAP 3
                {"s":"A","U":24,"u":30} | NORMAL
                {"s":"A","U":26,"u":30} | DUPLICATE
                {"s":"A","U":19,"u":20} | OUT_OF_ORDER fills
                {"s":"A","U":18,"u":20} | OUT_OF_ORDER fills
                {"s":"A","U":9,"u":3}   | DEAD_LETTER invalid-sequence
                {"s":"A","u":31}        | UNSEQUENCED
                {"s":"A","U":31,"u":31} | NORMAL
                """,
                "symbol-field",
                "/s",
                "first-field",
                "/U",
                "sequence-field",
                "/u",
                "gap-memory",
                "8");
    }

    @Test
    void runsOfAProgram() {
        assertVerdicts(
                """
                {"s":"A","run":7,"n":1} | NORMAL
                {"s":"A","run":7,"n":2} | NORMAL
                {"s":"A","run":8,"n":1} | RESET epoch
                {"s":"A","run":7,"n":3} | OUT_OF_ORDER
                {"s":"A","run":8,"n":2} | NORMAL
                {"s":"A","n":3}         | NORMAL
                {"s":"A","run":9,"n":4} | RESET epoch
                """,
                "symbol-field",
                "/s",
                "epoch-field",
                "/run",
                "sequence-field",
                "/n");
    }

    @Test
    void recordsThatAreArrays() {
        assertVerdicts(
                """
                [12,100,["x"]] | NORMAL
                [12,101,[]]    | NORMAL
                [1010]         | UNSEQUENCED
                [12,103,[]]    | GAP 1
                [13,7,[]]      | NORMAL
                [12,103,[]]    | DUPLICATE
                """,
                "symbol-field",
                "/0",
                "sequence-field",
                "/1");
    }

    @Test
    void severalMessagesInARecord() {
        assertVerdicts(
                """
                {"s":"A","d":[{"i":1}]}                   | NORMAL
                {"s":"A","d":[{"i":2},{"i":3},{"i":4}]}   | NORMAL + NORMAL + NORMAL
                {"s":"A","d":[{"i":7},{"i":8}]}           | GAP 2 + NORMAL
                {"s":"A","d":[{"i":9},{"i":"x"},{}]}      | NORMAL + DEAD_LETTER invalid-sequence + UNSEQUENCED
                {"s":"A","d":[]}                          | UNSEQUENCED
                {"s":"A"}                                 | UNSEQUENCED
                {"s":"A","d":[{"i":10}]}                  | NORMAL
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/d/*/i");
    }

    @Test
    void rootArraysOfMessagesOfSeveralKeys() {
        assertVerdicts(
                """
                [{"s":"A","i":1},{"s":"B","i":8}] | NORMAL + NORMAL
                [{"s":"A","i":2},{"s":"B","i":8}] | NORMAL + DUPLICATE
                """,
                "symbol-field",
                "/*/s",
                "sequence-field",
                "/*/i");
    }

    @Test
    void packetsThatCountTheirMessages() {
        assertVerdicts(
                """
                {"c":"x","q":1,"n":2}      | NORMAL
                {"c":"x","q":3,"n":0}      | HEARTBEAT
                {"c":"x","q":3,"n":1}      | NORMAL
                {"c":"x","q":6,"n":2}      | GAP 2
                {"c":"x","q":4,"n":2}      | OUT_OF_ORDER fills
                {"c":"x","q":9,"n":0}      | GAP 1
                {"c":"x","q":9,"n":65535}  | HEARTBEAT
                {"c":"x","q":9,"n":1}      | NORMAL
                {"c":"x","q":10}           | UNSEQUENCED
                {"c":"x","q":9223372036854775807,"n":2} | DEAD_LETTER invalid-sequence
                """,
                "symbol-field",
                "/c",
                "sequence-field",
                "/q",
                "count-field",
                "/n",
                "heartbeat-when",
                "/n = 65535",
                "gap-memory",
                "8");
    }

    @Test
    void timesThatCantBeReadAreNoGaps() {
        assertVerdicts(
                """
                {"s":"A","n":1,"t":"20260629-09:07:41.726"}   | NORMAL
                {"s":"A","n":2,"t":"Mon, 29 Jun 2026 09:07"}  | NORMAL
                {"s":"A","n":3,"t":90741726}                  | NORMAL
                {"s":"A","n":4}                               | NORMAL
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "timestamp-field",
                "/t",
                "invalid-timestamp",
                "record-time");
    }

    @Test
    void numbersThatWrap() {
        assertVerdicts(
                """
                {"s":"A","n":65534} | NORMAL
                {"s":"A","n":65535} | NORMAL
                {"s":"A","n":0}     | NORMAL
                {"s":"A","n":3}     | GAP 2
                {"s":"A","n":1}     | OUT_OF_ORDER fills
                {"s":"A","n":65536} | DEAD_LETTER invalid-sequence
                {"s":"B","n":65534} | NORMAL
                {"s":"B","n":1}     | GAP 2
                {"s":"B","n":65535} | OUT_OF_ORDER fills
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "modulus",
                "65536",
                "gap-memory",
                "8");
        assertVerdicts(
                """
                {"s":"A","n":999}  | NORMAL
                {"s":"A","n":1000} | NORMAL
                {"s":"A","n":1}    | NORMAL
                {"s":"A","n":0}    | DEAD_LETTER invalid-sequence
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "modulus",
                "1001",
                "wraps-to",
                "1");
    }

    @Test
    void chainsThatWrap() {
        assertVerdicts(
                """
                {"s":"A","n":90,"p":80} | NORMAL
                {"s":"A","n":97,"p":90} | NORMAL
                {"s":"A","n":4,"p":97}  | NORMAL
                {"s":"A","n":4,"p":4}   | HEARTBEAT
                {"s":"A","n":20,"p":15} | GAP ?
                {"s":"A","n":9,"p":4}   | OUT_OF_ORDER fills
                {"s":"A","n":97,"p":90} | DUPLICATE
                {"s":"A","n":1,"p":20}  | RESET chain
                """,
                "symbol-field",
                "/s",
                "scheme",
                "chained",
                "sequence-field",
                "/n",
                "previous-field",
                "/p",
                "modulus",
                "100",
                "gap-memory",
                "8");
    }

    @Test
    void jsonInsideAString() {
        assertVerdicts(
                """
                {"stream":"a","data":"{\\"s\\": \\"A\\", \\"q\\": 5}"} | NORMAL
                {"stream":"a","data":"{\\"s\\": \\"A\\", \\"q\\": 7}"} | GAP 1
                {"stream":"a","data":"{\\"s\\": "}                     | DEAD_LETTER malformed
                """,
                "symbol-field",
                "/data!/s",
                "sequence-field",
                "/data!/q");
    }

    @Test
    void heartbeatsAndMessagesOfOtherKinds() {
        assertVerdicts(
                """
                {"t":"snapshot","s":"A","n":1}   | UNSEQUENCED
                {"t":"open","s":"A","n":100}     | NORMAL
                {"t":"heart","s":"A","n":100}    | HEARTBEAT
                {"t":"done","s":"A","n":101}     | NORMAL
                {"t":"heart","s":"A","n":103}    | GAP 2
                {"t":"open","s":"A","n":104}     | NORMAL
                """,
                "where",
                "/t != snapshot",
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "heartbeat-when",
                "/t = heart",
                "heartbeat-number",
                "last");
    }

    @Test
    void marksThatSkipAndRestart() {
        assertVerdicts(
                """
                {"34":1,"35":"A"}                        | NORMAL
                {"34":2,"35":"0"}                        | NORMAL
                {"34":3,"35":"4","123":"Y","36":8}       | NORMAL
                {"34":8,"35":"8"}                        | NORMAL
                {"34":5,"35":"8","43":"Y"}               | DUPLICATE expected
                {"34":9,"35":"4","123":"N","36":20}      | RESET mark
                {"34":20,"35":"8"}                       | NORMAL
                {"34":1,"35":"A"}                        | RESET floor
                """,
                "symbol",
                "session",
                "sequence-field",
                "/34",
                "heartbeat-when",
                "/35 = 0",
                "heartbeat-number",
                "takes",
                "skip-when",
                "/35 = 4 and /123 = Y",
                "reset-when",
                "/35 = 4 and /123 != Y",
                "next-field",
                "/36",
                "retransmission-when",
                "/43 = Y",
                "reset-floor",
                "1");
    }

    @Test
    void restartsAtTheVenuesOwnTimeInSummerAndInWinter() {
        assertVerdicts(
                """
                {"s":"A","n":900,"t":"2026-03-01T22:00:00Z"} | NORMAL
                {"s":"A","n":5,"t":"2026-03-01T22:40:00Z"}   | OUT_OF_ORDER
                {"s":"A","n":5,"t":"2026-03-01T23:05:00Z"}   | RESET schedule
                {"s":"A","n":6,"t":"2026-03-01T23:06:00Z"}   | NORMAL
                {"s":"A","n":3,"t":"2026-03-01T23:07:00Z"}   | OUT_OF_ORDER
                {"s":"A","n":7,"t":"2026-03-15T21:00:00Z"}   | NORMAL
                {"s":"A","n":2,"t":"2026-03-15T22:05:00Z"}   | RESET schedule
                {"s":"A","n":3,"t":"2026-03-15T22:06:00Z"}   | NORMAL
                {"s":"A","n":1,"t":"2026-03-15T23:05:00Z"}   | OUT_OF_ORDER
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "timestamp-field",
                "/t",
                "reset-ratio",
                "0",
                "reset-at",
                "sun 17:00 America/Chicago");
    }

    @Test
    void restartsThatNothingAnnounces() {
        assertVerdicts(
                """
                {"s":"A","n":900,"t":"2026-03-01T22:00:00Z"} | NORMAL
                {"s":"A","n":701,"t":"2026-03-01T22:00:01Z"} | OUT_OF_ORDER
                {"s":"A","n":702,"t":"2026-03-01T22:00:02Z"} | OUT_OF_ORDER
                {"s":"A","n":703,"t":"2026-03-01T22:00:03Z"} | RESET run
                {"s":"A","n":704,"t":"2026-03-01T22:00:04Z"} | NORMAL
                """,
                "symbol-field",
                "/s",
                "sequence-field",
                "/n",
                "timestamp-field",
                "/t",
                "reset-run",
                "3");
    }

    @Test
    void feedsWithoutNumbers() {
        assertVerdicts(
                """
                {"s":"A"}         | NORMAL
                {"s":"A","n":"x"} | NORMAL
                {"n":5}           | DEAD_LETTER missing-field
                """,
                "symbol-field",
                "/s",
                "scheme",
                "none");
    }

    @Test
    void theSymbolOfTheRecordsKey() {
        assertVerdicts(
                """
                {"n":1} | NORMAL
                {"n":3} | GAP 1
                """,
                "symbol-field",
                "@key",
                "sequence-field",
                "/n");
    }

    private static void assertVerdicts(String feed, String... options) {
        Map<String, String> values = new HashMap<>(Map.of("exchange", "v"));
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : feed.lines().toList()) {
            int bar = line.lastIndexOf('|');
            lines.add(line.substring(0, bar).strip());
            expected.add(line.substring(bar + 1).strip());
        }

        assertThat(RecordedFeed.of(values).verdicts(lines)).isEqualTo(expected);
    }
}
