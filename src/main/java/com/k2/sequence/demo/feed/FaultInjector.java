package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Turns a correct feed into one with gaps, resets, duplicates, late copies, unreadable and
 * unsequenced messages, and counts them, so that the verdicts which a tracker must give are known
 * exactly.
 *
 * <p>Faults are independent: each message is what its {@link FeedMessage#outcome()} says, whatever
 * was injected before. A gap or a reset shifts the rest of its series; the other kinds are messages
 * put in between. If the drawn fault is impossible (a late copy in a series that has just begun), a
 * correct message comes instead. Outcomes hold for a tracker with default rules.
 *
 * <p>Equal seeds, rates and feeds give equal bytes. One thread calls {@link #next()}; the tally may
 * be read by others meanwhile.
 */
public final class FaultInjector {

    private static final int FURTHEST_LATE_COPY = 100;
    private static final GapSeverity[] SEVERITIES = GapSeverity.values();
    private static final MessageCorrupter[] CORRUPTERS = MessageCorrupter.values();

    private final FeedGenerator feed;
    private final FaultRates rates;
    private final SplittableRandom random;
    private final Tally injected = new Tally();
    private final Map<InstrumentKey, Series> seriesByKey = new HashMap<>();
    private final List<Series> begun = new ArrayList<>();

    public FaultInjector(FeedGenerator feed, FaultRates rates, long seed) {
        this.feed = feed;
        this.rates = rates;
        // Split off, so that the feed's draws and these differ where both have one seed.
        this.random = new SplittableRandom(seed).split();
    }

    /** The next message; never null. */
    public FeedMessage next() {
        FaultKind fault = begun.isEmpty() ? null : rates.kindAt(random.nextDouble());
        if (fault == null) {
            return faultless();
        }
        return switch (fault) {
            case GAP -> gap();
            case RESET -> reset();
            case DUPLICATE -> duplicate();
            case LATE_COPY -> lateCopy();
            case UNREADABLE -> unreadable();
            case UNSEQUENCED -> unsequenced();
        };
    }

    /** The messages given out so far, by the outcome that they must have. */
    public Tally injected() {
        return injected;
    }

    /** The state that must be kept of each instrument that has had a message. */
    public Map<InstrumentKey, SequenceState> states() {
        return seriesByKey.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().state()));
    }

    private FeedMessage faultless() {
        return advance(feed.next());
    }

    private FeedMessage advance(Tick clean) {
        Series series = seriesByKey.get(clean.instrument());
        if (series == null) {
            begin(clean);
            return sequenced(clean, Outcome.NORMAL);
        }
        return sequenced(series.advance(clean), Outcome.NORMAL);
    }

    private void begin(Tick first) {
        Series series = new Series(first);
        seriesByKey.put(first.instrument(), series);
        begun.add(series);
    }

    private FeedMessage gap() {
        Tick clean = feed.next();
        Series series = seriesByKey.get(clean.instrument());
        if (series == null) {
            return advance(clean);
        }
        GapSeverity severity = SEVERITIES[random.nextInt(SEVERITIES.length)];
        long missing = gapSize(severity);
        injected.addGap(severity, missing);
        return message(series.skip(clean, missing), Outcome.of(severity));
    }

    /** From the severity's own bound up to the next one's, which are powers of ten. */
    private long gapSize(GapSeverity severity) {
        long least = (long) Math.pow(10, severity.ordinal());
        return random.nextLong(least, 10 * least);
    }

    private FeedMessage reset() {
        Tick clean = feed.next();
        Series series = seriesByKey.get(clean.instrument());
        if (series == null || series.last() == 0) {
            return advance(clean);
        }
        // The greatest number below half of the last one.
        long highest = (series.last() - 1) / 2;
        long start = random.nextBoolean() ? Math.min(1, highest) : random.nextLong(highest + 1);
        return sequenced(series.restart(clean, start), Outcome.RESET);
    }

    private FeedMessage duplicate() {
        return sequenced(anySeries().newest(), Outcome.DUPLICATE);
    }

    private FeedMessage lateCopy() {
        Series series = anySeries();
        long last = series.last();
        // The least number not below half of the last one.
        long least = Math.max(last - last / 2, last - FURTHEST_LATE_COPY);
        if (least >= last) {
            return faultless();
        }
        Tick late = series.newest().withSequence(random.nextLong(least, last));
        return sequenced(late, Outcome.OUT_OF_ORDER);
    }

    private FeedMessage unreadable() {
        Tick tick = anySeries().newest();
        MessageCorrupter corrupter = CORRUPTERS[random.nextInt(CORRUPTERS.length)];
        injected.add(corrupter.outcome());
        return new FeedMessage(tick.instrument(), corrupter.corrupt(tick), corrupter.outcome());
    }

    private FeedMessage unsequenced() {
        Tick tick = anySeries().newest();
        injected.add(Outcome.UNSEQUENCED);
        return new FeedMessage(
                tick.instrument(), MarketDataJson.writeHeartbeat(tick), Outcome.UNSEQUENCED);
    }

    private Series anySeries() {
        return begun.get(random.nextInt(begun.size()));
    }

    private FeedMessage sequenced(Tick tick, Outcome outcome) {
        injected.add(outcome);
        return message(tick, outcome);
    }

    private static FeedMessage message(Tick tick, Outcome outcome) {
        return new FeedMessage(tick.instrument(), MarketDataJson.write(tick), outcome);
    }
}
