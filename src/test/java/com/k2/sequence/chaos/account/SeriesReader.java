package com.k2.sequence.chaos.account;

import com.k2.sequence.chaos.rig.ChaosRule;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import com.k2.sequence.testing.larger.Judgement;
import com.k2.sequence.testing.larger.LargerMessage;
import com.k2.sequence.testing.larger.LargerReader;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Judges the messages of all series, by the independent reader of the rule of a run. */
final class SeriesReader {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final ChaosRule rule;
    private final IndependentReader reader = new IndependentReader();
    private final Map<Key, LargerReader> larger = new HashMap<>();
    private final Map<Key, String> positions = new HashMap<>();

    SeriesReader(ChaosRule rule) {
        this.rule = rule;
    }

    /**
     * @param logMillis when the log took it in
     */
    Said read(FeedReader.Message message, long logMillis, String position) {
        if (rule == ChaosRule.DEFAULT) {
            return new Said(
                    reader.read(message.key(), message.sequence(), message.time(), position), null);
        }
        LargerReader series =
                larger.computeIfAbsent(
                        message.key(), key -> new LargerReader("contiguous", rule.trackingRule()));
        Instant lastTime = time(series.lastTimestamp());
        Judgement judgement =
                series.read(
                        LargerMessage.of(message.sequence().longValueExact())
                                .at(nanos(message.time()), logMillis * NANOS_PER_MILLI, position));
        positions.put(message.key(), position);
        return new Said(
                new Verdict(
                        judgement.type().name(),
                        judgement.expected(),
                        judgement.gapSize(),
                        judgement.severity() == null ? null : judgement.severity().name(),
                        lastTime),
                new Said.Larger(cause(judgement), judgement.missingRanges(), judgement.fills()));
    }

    private static String cause(Judgement judgement) {
        if (judgement.type() == VerdictType.OUT_OF_ORDER) {
            return "late";
        }
        return judgement.cause() == null ? null : judgement.cause().word();
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    private static Instant time(Long nanos) {
        return nanos == null
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(nanos, NANOS_PER_SECOND),
                        Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    /** What must be in Redis. */
    Map<Key, State> states() {
        if (rule == ChaosRule.DEFAULT) {
            return reader.states();
        }
        Map<Key, State> states = new HashMap<>();
        larger.forEach(
                (key, series) ->
                        states.put(
                                key,
                                new State(
                                        series.lastNumber(),
                                        time(series.lastTimestamp()),
                                        series.gapCount(),
                                        series.resetCount(),
                                        positions.get(key))));
        return states;
    }

    /** What must be missing in Redis, by key: a text that is empty where nothing is. */
    Map<Key, String> openGaps() {
        Map<Key, String> gaps = new HashMap<>();
        larger.forEach((key, series) -> gaps.put(key, series.missingRanges()));
        return gaps;
    }
}
