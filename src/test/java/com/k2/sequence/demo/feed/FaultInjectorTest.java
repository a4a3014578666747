package com.k2.sequence.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SequenceTracker tracker = new SequenceTracker(TrackingRule.DEFAULT);

    @Property(tries = 60)
    void trackerFindsWhatWasInjected(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int symbols,
            @ForAll @DoubleRange(min = 0, max = 1) double share)
            throws IOException {
        FaultInjector injector = injector(seed, symbols, FaultRates.of(share));
        Map<InstrumentKey, SequenceState> states = new HashMap<>();
        Tally found = new Tally();
        for (int i = 0; i < 3_000; i++) {
            FeedMessage message = injector.next();
            assertThat(judge(message, states, found)).isEqualTo(message.outcome());
        }
        assertThat(states).isEqualTo(injector.states());
        for (Outcome outcome : Outcome.values()) {
            assertThat(found.count(outcome))
                    .as(outcome.label())
                    .isEqualTo(injector.injected().count(outcome));
        }
    }

    /** What a message is by the rule; an unreadable one is what it says. */
    private Outcome judge(
            FeedMessage message, Map<InstrumentKey, SequenceState> states, Tally found)
            throws IOException {
        if (!message.outcome().isShownIn(Outcome.Place.SEQUENCED)
                && !message.outcome().name().startsWith("GAP")) {
            found.add(message.outcome());
            return message.outcome();
        }
        JsonNode json = JSON.readTree(message.value());
        if (!json.has("sequence")) {
            found.add(Outcome.UNSEQUENCED);
            return Outcome.UNSEQUENCED;
        }
        InstrumentKey key =
                new InstrumentKey(json.get("exchange").asText(), json.get("symbol").asText());
        assertThat(key).isEqualTo(message.instrument());
        Instant time = Instant.parse(json.get("timestamp").asText());
        SequenceTransition transition =
                tracker.track(
                        states.get(key),
                        SequenceNumbers.of(json.get("sequence").longValue()),
                        ChronoUnit.NANOS.between(Instant.EPOCH, time));
        states.put(key, transition.state());
        found.add(transition.verdict());
        return transition.verdict().severity() == null
                ? Outcome.of(transition.verdict().type())
                : Outcome.of(transition.verdict().severity());
    }

    @Test
    void injectsEveryKindAtItsRate() {
        FaultRates rates = FaultRates.of(0.2);
        FaultInjector injector = injector(7, 100, rates);
        int messages = 100_000;
        for (int i = 0; i < messages; i++) {
            injector.next();
        }
        Tally injected = injector.injected();
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.TOO_LARGE && outcome != Outcome.HEARTBEAT) {
                assertThat(injected.count(outcome)).as(outcome.label()).isPositive();
            }
        }
        assertThat(injected.count(Outcome.GAP)).isBetween(6_500L, 7_500L);
        assertThat(injected.count(Outcome.DUPLICATE)).isBetween(4_600L, 5_400L);
        assertThat(injected.count(Outcome.RESET)).isBetween(850L, 1_150L);
        for (Outcome severity :
                List.of(Outcome.GAP_MINOR, Outcome.GAP_LOG, Outcome.GAP_ALERT, Outcome.GAP_HALT)) {
            assertThat(injected.count(severity)).isBetween(1_500L, 2_000L);
        }
    }

    @Test
    void injectsNothingWhereNothingIsAskedFor() {
        FaultInjector injector = injector(7, 10, FaultRates.NONE);
        for (int i = 0; i < 1_000; i++) {
            assertThat(injector.next().outcome()).isEqualTo(Outcome.NORMAL);
        }
        assertThat(injector.injected().count(Outcome.NORMAL)).isEqualTo(1_000);
    }

    @Test
    void equalSeedsGiveEqualBytes() throws IOException {
        assertThat(bytes(injector(42, 50, FaultRates.of(0.1))))
                .isEqualTo(bytes(injector(42, 50, FaultRates.of(0.1))))
                .isNotEqualTo(bytes(injector(43, 50, FaultRates.of(0.1))));
    }

    @Test
    void duplicatesAreEqualByteForByte() {
        FaultInjector injector = injector(1, 1, new FaultRates(Map.of(FaultKind.DUPLICATE, 0.5)));
        byte[] last = injector.next().value();
        for (int i = 0; i < 100; i++) {
            FeedMessage message = injector.next();
            if (message.outcome() == Outcome.DUPLICATE) {
                assertThat(message.value()).isEqualTo(last);
            } else {
                assertThat(message.value()).isNotEqualTo(last);
            }
            last = message.value();
        }
    }

    @Test
    void messagesHaveAbout200Bytes() {
        FaultInjector injector = injector(3, 1_000, FaultRates.NONE);
        long bytes = 0;
        for (int i = 0; i < 1_000; i++) {
            bytes += injector.next().value().length;
        }
        assertThat(bytes / 1_000).isBetween(180L, 220L);
    }

    @Test
    void refusesImpossibleRates() {
        assertThatThrownBy(() -> FaultRates.of(1.5)).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> new FaultRates(Map.of(FaultKind.GAP, -0.1)))
                .hasMessageContaining("-0.1")
                .hasMessageContaining("GAP");
    }

    @Test
    void stampsMessagesByAClockThatMayStandOrGoBack() {
        long start = EpochNanos.parse("2026-12-01T00:00:00.000000500Z");
        long[] readings = {start, start, start - 1_000_000_000, start + 5_000_000};
        int[] read = {0};
        FeedGenerator feed = new FeedGenerator(7, Instruments.of(1, 3), () -> readings[read[0]++]);
        FeedGenerator fixed = new FeedGenerator(7, Instruments.of(1, 3));

        for (String time :
                List.of(
                        "2026-12-01T00:00:00.000000Z",
                        "2026-12-01T00:00:00.000001Z",
                        "2026-12-01T00:00:00.000002Z",
                        "2026-12-01T00:00:00.005000Z")) {
            Tick tick = feed.next();
            assertThat(tick.timestamp()).isEqualTo(EpochNanos.parse(time));
            // All but the time follows from the seed.
            Tick same = fixed.next();
            assertThat(tick.instrument()).isEqualTo(same.instrument());
            assertThat(tick.sequence()).isEqualTo(same.sequence());
        }
    }

    private static FaultInjector injector(long seed, int symbols, FaultRates rates) {
        FeedGenerator feed = new FeedGenerator(seed, Instruments.of(Math.min(3, symbols), symbols));
        return new FaultInjector(feed, rates, seed);
    }

    private static byte[] bytes(FaultInjector injector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000; i++) {
            FeedMessage message = injector.next();
            bytes.write(message.key());
            bytes.write(message.value());
        }
        return bytes.toByteArray();
    }
}
