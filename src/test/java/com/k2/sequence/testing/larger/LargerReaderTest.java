package com.k2.sequence.testing.larger;

import static com.k2.sequence.testing.larger.LargerMessage.chained;
import static com.k2.sequence.testing.larger.LargerMessage.mark;
import static com.k2.sequence.testing.larger.LargerMessage.of;
import static com.k2.sequence.testing.larger.LargerMessage.unnumbered;
import static com.k2.sequence.tracking.numbers.MessageKind.HEARTBEAT;
import static com.k2.sequence.tracking.numbers.MessageKind.RESET_MARK;
import static com.k2.sequence.tracking.numbers.MessageKind.SKIP_MARK;
import static com.k2.sequence.tracking.numbers.MessageKind.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reader that property tests lean on is itself held against what venues do. */
class LargerReaderTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    @Test
    void withoutOptionsItReadsAsTheReaderOfTheDefaultRule() {
        Random random = new Random(16);
        for (int series = 0; series < 300; series++) {
            LargerReader reader = new LargerReader("contiguous", TrackingRule.DEFAULT);
            IndependentReader other = new IndependentReader();
            IndependentReader.Key key = new IndependentReader.Key("asx", "BHP");
            for (int i = 0; i < 40; i++) {
                long most = series % 3 == 0 ? Long.MAX_VALUE : 1L << (4 + series % 8);
                long first = random.nextLong(most);
                long last = random.nextInt(3) > 0 ? first : random.nextLong(first, most);
                if (random.nextInt(10) == 0) {
                    last = Long.MAX_VALUE;
                }
                Judgement said = reader.read(of(first, last).at(i * SECOND, 0, "t/0@" + i));
                IndependentReader.Verdict expected =
                        other.read(
                                key,
                                BigInteger.valueOf(first),
                                BigInteger.valueOf(last),
                                Instant.ofEpochSecond(i),
                                "t/0@" + i);
                assertThat(said.type().name()).isEqualTo(expected.type());
                assertThat(said.gapSize()).isEqualTo(expected.gapSize());
                assertThat(said.severity() == null ? null : said.severity().name())
                        .isEqualTo(expected.severity());
                if (expected.expected() == null || expected.expected().bitLength() < 64) {
                    assertThat(said.expected()).isEqualTo(expected.expected());
                }
                IndependentReader.State state = other.states().get(key);
                assertThat(reader.lastNumber()).isEqualTo(state.lastSequence());
                assertThat(reader.gapCount()).isEqualTo(state.gapCount());
                assertThat(reader.resetCount()).isEqualTo(state.resetCount());
                assertThat(reader.lastTimestamp())
                        .isEqualTo(state.lastTimestamp().getEpochSecond() * SECOND);
            }
        }
    }

    @Test
    void readsAChainThatJumpsIsQuietLosesAndRestarts() {
        LargerReader reader = LargerRules.of("chained").memory(8).reader();
        assertReads(
                reader,
                chained(-1, 7100).as(SNAPSHOT),
                "NORMAL",
                chained(7100, 7107),
                "NORMAL",
                chained(7107, 7290),
                "NORMAL",
                chained(7290, 7290),
                "HEARTBEAT",
                chained(7290, 7356),
                "NORMAL",
                chained(7373, 7403),
                "GAP ? ALERT 7356>7373",
                chained(7403, 7426),
                "NORMAL",
                chained(7403, 7426),
                "DUPLICATE",
                chained(7360, 7366),
                "OUT_OF_ORDER fills 1 of t/0@5",
                chained(7360, 7366),
                "DUPLICATE");
        assertThat(reader.missingRanges()).isEqualTo("7356>7360 7366>7373");
        assertReads(
                reader,
                chained(7356, 7360),
                "OUT_OF_ORDER fills 1 of t/0@5",
                chained(7366, 7373),
                "OUT_OF_ORDER fills 1 of t/0@5",
                chained(7426, 3),
                "RESET CHAIN",
                chained(3, 9),
                "NORMAL",
                chained(7, 12),
                "NORMAL",
                of(12),
                "DUPLICATE expected",
                of(40),
                "RESET SNAPSHOT");
    }

    @Test
    void readsRangesThatOverlap() {
        assertReads(
                LargerRules.of("contiguous").memory(64).reader(),
                of(258, 263),
                "NORMAL",
                of(264, 287),
                "NORMAL",
                of(813, 830),
                "GAP 525 ALERT 288-812",
                of(831, 853),
                "NORMAL",
                of(848, 853),
                "DUPLICATE",
                of(840, 850),
                "DUPLICATE",
                of(852, 860),
                "NORMAL",
                of(863, 870),
                "GAP 2 MINOR 861-862",
                of(300, 868),
                "OUT_OF_ORDER fills 515 of t/0@2 t/0@7",
                of(200, 260),
                "RESET RATIO");
    }

    @Test
    void readsPacketsWithACountAndHeartbeatsThatNameTheNextNumber() {
        assertReads(
                LargerRules.of("contiguous").heartbeat(HeartbeatNumber.NEXT).memory(4).reader(),
                of(1),
                "NORMAL",
                of(2, 4),
                "NORMAL",
                of(5).as(HEARTBEAT),
                "HEARTBEAT",
                of(5, 8),
                "NORMAL",
                of(12, 13),
                "GAP 3 MINOR 9-11",
                of(10, 11),
                "OUT_OF_ORDER fills 2 of t/0@4",
                of(17).as(HEARTBEAT),
                "GAP 3 MINOR 14-16 heartbeat 17",
                of(17).as(HEARTBEAT),
                "HEARTBEAT",
                of(16),
                "OUT_OF_ORDER fills 1 of t/0@6",
                of(16),
                "DUPLICATE",
                of(14).as(HEARTBEAT),
                "HEARTBEAT",
                of(17, 18),
                "NORMAL",
                of(17).sentAgain(),
                "DUPLICATE expected");
    }

    @Test
    void aHeartbeatAtTheFloorShowsARestart() {
        assertReads(
                LargerRules.of("contiguous")
                        .heartbeat(HeartbeatNumber.NEXT)
                        .floor(1)
                        .memory(4)
                        .reader(),
                of(1).as(HEARTBEAT).in("s"),
                "HEARTBEAT",
                of(1, 500).in("s"),
                "NORMAL",
                of(1).as(HEARTBEAT).in("s"),
                "RESET FLOOR heartbeat 1",
                of(1).as(HEARTBEAT).in("s"),
                "HEARTBEAT",
                of(1, 3).in("s"),
                "NORMAL",
                of(1, 2).in("s"),
                "RESET FLOOR");
    }

    @Test
    void marksNameTheNextNumber() {
        LargerReader reader =
                LargerRules.of("contiguous").heartbeat(HeartbeatNumber.LAST).memory(2).reader();
        assertReads(
                reader,
                mark(RESET_MARK, 1),
                "NORMAL",
                of(1),
                "NORMAL",
                of(1).as(HEARTBEAT),
                "HEARTBEAT",
                of(2).as(RESET_MARK).next(9000),
                "RESET MARK",
                of(9000),
                "NORMAL",
                of(9005).as(SKIP_MARK).next(9010),
                "GAP 4 MINOR 9001-9004",
                of(9010),
                "NORMAL",
                of(9001).as(SKIP_MARK).next(9003).sentAgain(),
                "NORMAL skips 2",
                mark(SKIP_MARK, 9013),
                "NORMAL",
                of(9013),
                "NORMAL",
                of(9011),
                "DUPLICATE",
                of(1).as(RESET_MARK),
                "RESET MARK",
                of(2),
                "NORMAL");
        assertThat(reader.missingNow()).isZero();
        assertThat(reader.resetCount()).isEqualTo(2);
    }

    @Test
    void numbersWrap() {
        assertReads(
                LargerRules.of("contiguous").wraps(65536, 0).memory(8).reader(),
                of(65531),
                "NORMAL",
                of(65532),
                "NORMAL",
                of(65534),
                "GAP 1 MINOR 65533",
                of(1),
                "GAP 2 MINOR 65535-0",
                of(65535),
                "OUT_OF_ORDER fills 1 of t/0@3",
                of(65535),
                "DUPLICATE",
                of(2),
                "NORMAL",
                of(0),
                "OUT_OF_ORDER fills 1 of t/0@3");
        assertReads(
                LargerRules.of("contiguous").wraps(1L << 32, 1).floor(1).reader(),
                of((1L << 32) - 2, (1L << 32) - 1),
                "NORMAL",
                of(1, 5),
                "NORMAL",
                of((1L << 32) - 1, 6),
                "NORMAL",
                of(6),
                "DUPLICATE",
                of(1),
                "RESET FLOOR",
                of((1L << 32) - 3),
                "OUT_OF_ORDER");
        assertReads(
                LargerRules.of("contiguous").wraps(1L << 32, 1).floor(1).reader(),
                of((1L << 32) - 3),
                "NORMAL",
                of(1),
                "RESET FLOOR");
    }

    @Test
    void epochsFollowEachOtherAndSendStragglers() {
        assertReads(
                LargerRules.of("contiguous").firstNumber(1).memory(4).reader(),
                of(3).in("a").at(0, 0, "t/0@0"),
                "GAP 2 MINOR 1-2",
                of(1).at(0, SECOND, "t/0@1"),
                "OUT_OF_ORDER fills 1 of t/0@0",
                of(4).in("b").at(0, 2 * SECOND, "t/0@2"),
                "RESET EPOCH 1-3",
                of(4).in("a").at(0, 302 * SECOND, "t/0@3"),
                "OUT_OF_ORDER stale",
                of(2).in("b").at(0, 302 * SECOND, "t/0@4"),
                "OUT_OF_ORDER fills 1 of t/0@2",
                of(1).in("a").at(0, 303 * SECOND, "t/0@5"),
                "RESET EPOCH",
                of(5).in("b").at(0, 304 * SECOND, "t/0@6"),
                "OUT_OF_ORDER stale");
    }

    @Test
    void aRestartThatNothingAnnouncesIsTakenUp() {
        LargerReader reader = LargerRules.of("contiguous").run(3).memory(4).ratio(never()).reader();
        assertReads(
                reader,
                of(1, 100).at(10, 0, "t/0@0"),
                "NORMAL",
                of(1).at(11, 0, "t/0@1"),
                "DUPLICATE",
                of(2).at(10, 0, "t/0@2"),
                "DUPLICATE",
                of(2).at(12, 0, "t/0@3"),
                "DUPLICATE",
                of(3).sentAgain().at(12, 0, "t/0@4"),
                "DUPLICATE expected",
                of(3).at(13, 0, "t/0@5"),
                "RESET RUN",
                of(2).at(14, 0, "t/0@6"),
                "DUPLICATE",
                of(0).at(14, 0, "t/0@7"),
                "OUT_OF_ORDER",
                of(4).at(14, 0, "t/0@8"),
                "NORMAL");
        assertThat(reader.resetCount()).isEqualTo(1);
    }

    @Test
    void aScheduleAllowsOneRestartForEachOfItsTimes() {
        ResetSchedule sundays =
                new ResetSchedule(
                        List.of(
                                new ResetSchedule.Time(
                                        DayOfWeek.SUNDAY,
                                        LocalTime.of(17, 0),
                                        ZoneId.of("America/Chicago"))),
                        Duration.ofMinutes(15));
        // The clocks of Chicago went forward in the morning of this Sunday.
        long restart = Instant.parse("2026-03-08T22:00:00Z").getEpochSecond() * SECOND;
        assertReads(
                LargerRules.of("contiguous").schedule(sundays).ratio(never()).reader(),
                of(500).at(restart - HOUR, 0, "t/0@0"),
                "NORMAL",
                of(300).at(restart - HOUR / 2, 0, "t/0@1"),
                "OUT_OF_ORDER",
                of(400).at(restart + 1, 0, "t/0@2"),
                "RESET SCHEDULE",
                of(300).at(restart + 2, 0, "t/0@3"),
                "OUT_OF_ORDER");
    }

    @Test
    void aSnapshotHealsAndRebases() {
        LargerReader reader = LargerRules.of("contiguous").memory(4).reader();
        assertReads(
                reader,
                of(10),
                "NORMAL",
                of(13),
                "GAP 2 MINOR 11-12",
                of(14).as(SNAPSHOT),
                "NORMAL",
                of(14).as(SNAPSHOT),
                "DUPLICATE expected",
                of(12),
                "OUT_OF_ORDER",
                of(20).as(SNAPSHOT),
                "RESET SNAPSHOT 15-19",
                of(3).as(SNAPSHOT),
                "RESET SNAPSHOT");
        assertThat(reader.missingNow()).isZero();
        assertThat(reader.gapCount()).isZero();
    }

    @Test
    void theOldestGapsAreForgotten() {
        LargerReader reader = LargerRules.of("contiguous").memory(2).ratio(never()).reader();
        assertReads(
                reader,
                of(1),
                "NORMAL",
                of(3),
                "GAP 1 MINOR 2",
                of(5),
                "GAP 1 MINOR 4",
                of(10),
                "GAP 4 MINOR 6-9",
                of(2),
                "OUT_OF_ORDER",
                of(1),
                "OUT_OF_ORDER",
                of(3),
                "DUPLICATE",
                of(7),
                "OUT_OF_ORDER fills 1 of t/0@3",
                of(4),
                "OUT_OF_ORDER",
                of(5),
                "DUPLICATE");
        assertThat(reader.missingRanges()).isEqualTo("6 8-9");
    }

    @Test
    void aConnectionThatAnswersLateLosesNothing() {
        LargerReader reader = LargerRules.of("contiguous").firstNumber(0).memory(8).reader();
        assertReads(
                reader,
                of(0).in("c1"),
                "NORMAL",
                of(3).in("c1"),
                "GAP 2 MINOR 1-2",
                of(1).in("c1"),
                "OUT_OF_ORDER fills 1 of t/0@1",
                of(4).in("c1"),
                "NORMAL",
                of(2).in("c1"),
                "OUT_OF_ORDER fills 1 of t/0@1",
                of(0).in("c2"),
                "RESET EPOCH");
        assertThat(reader.missingNow()).isZero();
    }

    @Test
    void risingNumbersJumpAndRepeat() {
        assertReads(
                LargerRules.of("increasing").duplicatesExpected(true).reader(),
                of(5),
                "NORMAL",
                of(500),
                "NORMAL",
                of(500),
                "DUPLICATE expected",
                of(5),
                "OUT_OF_ORDER");
    }

    @Test
    void theFirstAndTheLastNumbers() {
        LargerReader reader =
                LargerRules.of("contiguous").heartbeat(HeartbeatNumber.NEXT).memory(1).reader();
        assertReads(
                reader,
                of(0).as(HEARTBEAT),
                "HEARTBEAT",
                of(0),
                "NORMAL",
                of(Long.MAX_VALUE),
                "GAP 9223372036854775806 HALT 1-9223372036854775806",
                of(Long.MAX_VALUE),
                "DUPLICATE",
                of(Long.MAX_VALUE - 1),
                "OUT_OF_ORDER fills 1 of t/0@2",
                of(1, Long.MAX_VALUE),
                "OUT_OF_ORDER fills 9223372036854775805 of t/0@2",
                unnumbered(HEARTBEAT),
                "HEARTBEAT");
        assertThat(reader.missingNow()).isZero();
        assertThat(LargerRules.of("none").reader().read(of(3)).type())
                .isEqualTo(VerdictType.NORMAL);
    }

    private static BigDecimal never() {
        return BigDecimal.ZERO;
    }

    /** Each message stands before what is to be said of it. */
    private static void assertReads(LargerReader reader, Object... messages) {
        List<String> said = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < messages.length; i += 2) {
            LargerMessage message = (LargerMessage) messages[i];
            long time = message.timestamp() == 0 ? i * SECOND : message.timestamp();
            said.add(text(reader.read(message.at(time, message.logTime(), "t/0@" + i / 2))));
            expected.add((String) messages[i + 1]);
        }
        assertThat(said).isEqualTo(expected);
    }

    private static String text(Judgement said) {
        StringBuilder text = new StringBuilder(said.type().name());
        if (said.type() == VerdictType.GAP) {
            text.append(' ').append(said.gapSize() == null ? "?" : said.gapSize());
            text.append(' ').append(said.severity());
        }
        append(text, " ", said.cause());
        append(text, " ", said.missingRanges());
        text.append(said.expectedDuplicate() ? " expected" : "");
        text.append(said.staleEpoch() ? " stale" : "");
        if (said.fills() != null) {
            text.append(" fills ").append(said.filled()).append(" of ").append(said.fills());
        }
        text.append(said.skipped().signum() == 0 ? "" : " skips " + said.skipped());
        append(text, " heartbeat ", said.comesNext());
        return text.toString();
    }

    private static void append(StringBuilder text, String before, Object value) {
        if (value != null) {
            text.append(before).append(value);
        }
    }
}
