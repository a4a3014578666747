package com.k2.sequence.operator.engine;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Judges messages and commands one after another in one thread, as a job must in the end. What the
 * default rule says is the {@link IndependentReader}'s; what the larger one says is that of the
 * pure rule, which a property test compares with an independent reader of its own.
 */
final class SequentialTracker {

    /**
     * What remains of a key.
     *
     * @param state null where nothing is known
     * @param position its newest message, or before any the first command
     */
    record Tracked(SequenceState state, String position) {}

    private final SequenceTracker larger;
    private final IndependentReader reader = new IndependentReader();
    private final Map<InstrumentKey, Tracked> states = new LinkedHashMap<>();

    SequentialTracker(TrackingRule rule) {
        this.larger = rule.larger() == null ? null : new SequenceTracker(rule);
    }

    /** What a message is, in words. */
    String read(SequencedMessage message) {
        if (larger != null) {
            Tracked before = states.get(message.instrument());
            SequenceTransition transition =
                    larger.track(before == null ? null : before.state, message);
            states.put(
                    message.instrument(),
                    new Tracked(transition.state(), message.position().toString()));
            return text(transition.verdict());
        }
        IndependentReader.Verdict verdict =
                reader.read(
                        key(message.instrument()),
                        BigInteger.valueOf(message.first()),
                        Instant.ofEpochSecond(0, message.timestamp()),
                        message.position().toString());
        return verdict.type() + " " + (verdict.expected() == null ? "-1" : verdict.expected());
    }

    static String text(SequenceVerdict verdict) {
        return verdict.type()
                + " "
                + verdict.expected()
                + (verdict.detail() == null ? "" : " " + verdict.gapSize() + verdict.detail());
    }

    void clear(InstrumentKey key, String position) {
        if (larger == null) {
            reader.clear(key(key), position);
        } else {
            states.put(key, new Tracked(null, positionOr(key, position)));
        }
    }

    void forget(InstrumentKey key) {
        if (larger == null) {
            reader.forget(key(key));
        } else {
            states.remove(key);
        }
    }

    void set(InstrumentKey key, long number, String position) {
        if (larger == null) {
            reader.set(key(key), BigInteger.valueOf(number), position);
        } else {
            Tracked before = states.get(key);
            states.put(
                    key,
                    new Tracked(
                            SequenceState.withLast(before == null ? null : before.state, number),
                            positionOr(key, position)));
        }
    }

    /** Says where the newest message of a known key stands. */
    void moveTo(InstrumentKey key, String position) {
        if (larger == null) {
            reader.moveTo(key(key), position);
        } else {
            states.put(key, new Tracked(states.get(key).state, position));
        }
    }

    private String positionOr(InstrumentKey key, String ofCommand) {
        return states.containsKey(key) ? states.get(key).position : ofCommand;
    }

    /** The last number of a key; null where none is known. */
    BigInteger lastNumber(InstrumentKey key) {
        Tracked tracked = states().get(key);
        return tracked == null || tracked.state == null
                ? null
                : BigInteger.valueOf(tracked.state.lastSequence());
    }

    /** What remains of each key so far. */
    Map<InstrumentKey, Tracked> states() {
        if (larger != null) {
            return Map.copyOf(states);
        }
        Map<InstrumentKey, Tracked> all = new HashMap<>();
        reader.states()
                .forEach(
                        (key, state) ->
                                all.put(
                                        new InstrumentKey(key.exchange(), key.symbol()),
                                        new Tracked(asState(state), state.position())));
        return all;
    }

    private static SequenceState asState(IndependentReader.State state) {
        if (state.lastSequence() == null) {
            return null;
        }
        Instant time = state.lastTimestamp();
        return new SequenceState(
                state.lastSequence().longValueExact(),
                time == null
                        ? SequenceState.NO_TIMESTAMP
                        : time.getEpochSecond() * 1_000_000_000L + time.getNano(),
                state.gapCount(),
                state.resetCount());
    }

    private static IndependentReader.Key key(InstrumentKey instrument) {
        return new IndependentReader.Key(instrument.exchange(), instrument.symbol());
    }
}
