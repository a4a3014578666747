package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.larger.Judgement;
import com.k2.sequence.testing.larger.LargerMessage;
import com.k2.sequence.testing.larger.LargerReader;
import com.k2.sequence.testing.larger.LargerRules;
import com.k2.sequence.testing.larger.VenueFeed;
import com.k2.sequence.testing.larger.VenueFeed.Do;
import com.k2.sequence.testing.larger.VenueFeed.Step;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.numbers.TrackedMessage;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The larger rule as a pure function, the cursor that judges in place, a cursor whose state is
 * written and read between messages, and a reader that shares no code with them: all say and
 * remember the same of feeds of each scheme with every option.
 */
class LargerRulePropertyTest {

    private static final ResetSchedule SCHEDULE =
            new ResetSchedule(
                    List.of(
                            new ResetSchedule.Time(
                                    DayOfWeek.SUNDAY,
                                    LocalTime.of(17, 0),
                                    ZoneId.of("America/Chicago")),
                            new ResetSchedule.Time(null, LocalTime.of(22, 0), ZoneId.of("UTC"))),
                    Duration.ofMinutes(15));

    /**
     * One feed.
     *
     * @param begin the number it begins with
     * @param command before which message somebody commands something
     */
    record Feed(
            String scheme,
            TrackingRule rule,
            long begin,
            boolean namesEpochs,
            int command,
            List<Do> steps) {

        List<LargerMessage> messages() {
            return new VenueFeed(
                            scheme,
                            rule.larger(),
                            begin,
                            VenueFeed.before(rule.larger().resets().schedule()),
                            namesEpochs)
                    .deliver(steps);
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void contiguous(@ForAll("contiguousFeeds") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void wrapping(@ForAll("wrappingFeeds") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void chained(@ForAll("chainedFeeds") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void chainedAndWrapping(@ForAll("wrappingChains") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void increasingAndWrapping(@ForAll("wrappingRises") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void unnumbered(@ForAll("unnumberedFeeds") Feed feed) throws IOException {
        assertAgree(feed);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void increasing(@ForAll("increasingFeeds") Feed feed) throws IOException {
        assertAgree(feed);
    }

    private static void assertAgree(Feed feed) throws IOException {
        LargerReader reader = new LargerReader(feed.scheme, feed.rule);
        SequenceTracker tracker = new SequenceTracker(feed.rule);
        SequenceCursor cursor = new SequenceCursor();
        SequenceCursor restored = new SequenceCursor();
        SequenceState state = null;
        List<Object> history = new ArrayList<>();
        for (LargerMessage message : feed.messages()) {
            if (history.size() == feed.command) {
                state = command(message, reader, state);
                cursor.setState(state);
                restored.setState(state);
                history.add(state == null ? "CLEAR" : "SET " + state.lastSequence());
            }
            TrackedMessage tracked = new Tracked(message);
            history.add(message);
            Judgement expected = reader.read(message);
            SequenceTransition transition = tracker.track(state, tracked);
            state = transition.state();
            Supplier<String> after = () -> feed.rule + "\n" + history + "\n=> " + expected;
            assertSays(after, expected, transition.verdict());
            assertRemembers(after, reader, state);
            assertThat(cursor.judge(tracker, tracked)).as(after).isEqualTo(transition.verdict());
            assertThat(cursor.state()).as(after).isEqualTo(state);
            assertThat(restored.judge(tracker, tracked)).as(after).isEqualTo(transition.verdict());
            restored.setState(readAgain(restored.state()));
            assertThat(restored.state()).as(after).isEqualTo(state);
        }
    }

    /** Clears the series before a message without a number, else sets its last number. */
    private static SequenceState command(
            LargerMessage before, LargerReader reader, SequenceState state) {
        if (!before.hasNumber()) {
            reader.clear();
            return null;
        }
        reader.set(before.first());
        return SequenceState.withLast(state, before.first());
    }

    /** As keyed state holds it, and as a row does. */
    private static SequenceState readAgain(SequenceState state) throws IOException {
        if (state == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateFields.ALL.write(state, true, new DataOutputStream(bytes));
        DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        SequenceState fromBytes = StateFields.ALL.read(true, source);
        return StateFields.ALL.state(
                StateFields.ALL.list().stream().map(field -> readAgain(field, fromBytes)).toList());
    }

    private static Object readAgain(StateField field, SequenceState state) {
        Object value = field.of(state);
        return value == null ? null : field.kind().parse(field.kind().format(value));
    }

    private static void assertSays(
            Supplier<String> after, Judgement expected, SequenceVerdict verdict) {
        VerdictDetail detail = verdict.detail() == null ? VerdictDetail.NONE : verdict.detail();
        Judgement said =
                new Judgement(
                        verdict.type(),
                        number(verdict.expected()),
                        verdict.gapSize() == 0 ? null : BigInteger.valueOf(verdict.gapSize()),
                        verdict.severity(),
                        detail.cause(),
                        detail.expectedDuplicate(),
                        detail.staleEpoch(),
                        detail.heartbeat(),
                        number(detail.comesNext()),
                        BigInteger.valueOf(detail.missing()),
                        detail.missingRanges(),
                        BigInteger.valueOf(detail.filled()),
                        BigInteger.valueOf(detail.skipped()),
                        detail.fills());
        assertThat(said).as(after).isEqualTo(expected);
    }

    private static long upToMost(BigInteger count) {
        return count.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    private static BigInteger number(long number) {
        return number == SequenceNumbers.NO_NUMBER ? null : BigInteger.valueOf(number);
    }

    private static void assertRemembers(
            Supplier<String> after, LargerReader reader, SequenceState state) {
        if (state == null) {
            assertThat(reader.lastNumber()).as(after).isNull();
            return;
        }
        assertThat(state.lastSequence()).as(after).isEqualTo(reader.lastNumber().longValue());
        assertThat(state.hasTimestamp() ? state.lastTimestamp() : null)
                .as(after)
                .isEqualTo(reader.lastTimestamp());
        assertThat(state.gapCount()).as(after).isEqualTo(reader.gapCount());
        assertThat(state.resetCount()).as(after).isEqualTo(reader.resetCount());
        assertThat(StateFields.EPOCH.of(state)).as(after).isEqualTo(reader.epoch());
        Object gaps = StateFields.OPEN_GAPS.of(state);
        assertThat(gaps == null ? "" : gaps).as(after).isEqualTo(reader.missingRanges());
        Object missing = StateFields.MISSING.of(state);
        if (missing != null) {
            assertThat(missing).as(after).isEqualTo(upToMost(reader.missingNow()));
        }
    }

    /** The message as the tracker takes it. */
    private record Tracked(LargerMessage message) implements TrackedMessage {

        @Override
        public long first() {
            return message.hasNumber() ? message.first() : NO_NUMBER;
        }

        @Override
        public long last() {
            return message.hasNumber() ? message.last() : NO_NUMBER;
        }

        @Override
        public long previous() {
            return message.previous() == null ? NO_PREVIOUS : message.previous();
        }

        @Override
        public MessageMarks marks() {
            return new MessageMarks(
                    message.kind(),
                    message.retransmission(),
                    message.next() == null ? NO_NUMBER : message.next(),
                    message.epoch());
        }

        @Override
        public long timestamp() {
            return message.timestamp();
        }

        @Override
        public long logTime() {
            return message.logTime();
        }

        @Override
        public String place() {
            return message.place();
        }
    }

    @Provide
    Arbitrary<Feed> contiguousFeeds() {
        return feeds("contiguous", rules("contiguous"), begins());
    }

    @Provide
    Arbitrary<Feed> wrappingFeeds() {
        return cycles().flatMap(
                        cycle ->
                                feeds(
                                        "contiguous",
                                        rules("contiguous")
                                                .flatMap(rules -> firstNumbers(rules, cycle)),
                                        begins(cycle)));
    }

    @Provide
    Arbitrary<Feed> wrappingChains() {
        return cycles().flatMap(
                        cycle ->
                                feeds(
                                        "chained",
                                        rules("chained")
                                                .flatMap(rules -> firstNumbers(rules, cycle)),
                                        begins(cycle)));
    }

    @Provide
    Arbitrary<Feed> wrappingRises() {
        return cycles().flatMap(
                        cycle ->
                                feeds(
                                        "increasing",
                                        rules("increasing")
                                                .flatMap(
                                                        rules ->
                                                                firstNumbers(
                                                                        rules.memory(0), cycle)),
                                        begins(cycle)));
    }

    /** Positions of a few cycles of the largest are still within long. */
    private static Arbitrary<NumberCycle> cycles() {
        return Arbitraries.of(
                new NumberCycle(8, 0),
                new NumberCycle(9, 1),
                new NumberCycle(10, 1),
                new NumberCycle(256, 0),
                new NumberCycle(1L << 32, 0),
                new NumberCycle(1L << 32, 1),
                new NumberCycle(1L << 60, 1));
    }

    private static Arbitrary<Long> begins(NumberCycle cycle) {
        return Arbitraries.of(cycle.wrapsTo(), cycle.modulus() - 3, cycle.modulus() / 2);
    }

    private static Arbitrary<LargerRules> firstNumbers(LargerRules rules, NumberCycle cycle) {
        return Arbitraries.of(SequenceNumbers.NO_NUMBER, cycle.wrapsTo(), cycle.wrapsTo() + 3)
                .map(first -> rules.cycle(cycle).firstNumber(first));
    }

    @Provide
    Arbitrary<Feed> unnumberedFeeds() {
        return feeds("none", rules("none").map(rules -> rules.memory(0)), begins());
    }

    @Provide
    Arbitrary<Feed> chainedFeeds() {
        return feeds("chained", rules("chained"), begins());
    }

    @Provide
    Arbitrary<Feed> increasingFeeds() {
        return feeds("increasing", rules("increasing").map(rules -> rules.memory(0)), begins());
    }

    private static Arbitrary<Long> begins() {
        return Arbitraries.of(0L, 1L, 2L, 1000L, (1L << 62) - 5, Long.MAX_VALUE - 20);
    }

    private static Arbitrary<Feed> feeds(
            String scheme, Arbitrary<LargerRules> rules, Arbitrary<Long> begins) {
        return Combinators.combine(
                        rules,
                        begins,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 60),
                        steps())
                .as(
                        (rule, begin, epochs, command, steps) ->
                                new Feed(scheme, rule.rule(), begin, epochs, command, steps));
    }

    private static Arbitrary<List<Do>> steps() {
        Arbitrary<Step> usual =
                Arbitraries.of(
                        Step.SEND,
                        Step.SEND,
                        Step.SEND_RANGE,
                        Step.LOSE,
                        Step.DELIVER_LOST,
                        Step.REPEAT,
                        Step.WAIT);
        return Combinators.combine(
                        Arbitraries.oneOf(usual, Arbitraries.of(Step.class)),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(false, false, false, false, false, true))
                .as(Do::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static Arbitrary<LargerRules> rules(String scheme) {
        Arbitrary<Tuple.Tuple4<HeartbeatNumber, Long, Boolean, Integer>> numbers =
                Combinators.combine(
                                Arbitraries.of(HeartbeatNumber.class),
                                Arbitraries.of(-1L, -1L, 0L, 1L, 5L),
                                Arbitraries.of(true, false),
                                Arbitraries.of(0, 1, 2, 64))
                        .as(Tuple::of);
        Arbitrary<Tuple.Tuple4<Long, Integer, Boolean, BigDecimal>> resets =
                Combinators.combine(
                                Arbitraries.of(-1L, 0L, 1L),
                                Arbitraries.of(0, 1, 2, 3, 10),
                                Arbitraries.of(true, false),
                                Arbitraries.of(
                                        BigDecimal.ZERO,
                                        BigDecimal.ZERO,
                                        new BigDecimal("0.5"),
                                        BigDecimal.ONE))
                        .as(Tuple::of);
        return Combinators.combine(numbers, resets, Arbitraries.of(GapSeverity.class))
                .as(
                        (number, reset, unknown) ->
                                LargerRules.of(scheme)
                                        .heartbeat(number.get1())
                                        .firstNumber(number.get2())
                                        .duplicatesExpected(number.get3())
                                        .memory(number.get4())
                                        .floor(reset.get1())
                                        .run(reset.get2())
                                        .schedule(reset.get3() ? SCHEDULE : null)
                                        .ratio(reset.get4())
                                        .unknown(unknown));
    }
}
