package com.k2.sequence.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads messages one after another and says what the tracker must say of each. It shares no code
 * with the tracker and counts in numbers without bounds, so that it is plain to see that it is
 * right: each line of {@link #read} is a line of the rule.
 */
public final class IndependentReader {

    /**
     * What sequence numbers count within.
     *
     * @param exchange the venue
     * @param symbol the instrument
     */
    public record Key(String exchange, String symbol) {}

    /**
     * What the rule says of a message.
     *
     * @param type NORMAL, GAP, RESET, DUPLICATE or OUT_OF_ORDER
     * @param expected the number that would have been NORMAL; null on the first message of a key
     * @param gapSize messages missing; null on anything but a GAP
     * @param severity MINOR, LOG, ALERT or HALT; null on anything but a GAP
     * @param lastTimestamp the time of the message that set the last number; null on the first
     */
    public record Verdict(
            String type,
            BigInteger expected,
            BigInteger gapSize,
            String severity,
            Instant lastTimestamp) {}

    /**
     * What remains of a key.
     *
     * @param lastSequence the last accepted number; null once the key is cleared
     * @param lastTimestamp the time of the message that set it; null where none did
     * @param gapCount gaps since the last reset
     * @param resetCount resets
     * @param position the newest message, whatever its verdict, or before any the first command:
     *     {@code topic/partition@offset}
     */
    public record State(
            BigInteger lastSequence,
            Instant lastTimestamp,
            int gapCount,
            int resetCount,
            String position) {}

    private final BigDecimal resetRatio;
    private final Map<String, BigInteger> severities = new LinkedHashMap<>();
    private final Map<Key, State> states = new LinkedHashMap<>();

    /** With the default reset ratio and thresholds. */
    public IndependentReader() {
        this("0.5", 10, 100, 1000);
    }

    public IndependentReader(String resetRatio, long log, long alert, long halt) {
        this.resetRatio = new BigDecimal(resetRatio);
        severities.put("HALT", BigInteger.valueOf(halt));
        severities.put("ALERT", BigInteger.valueOf(alert));
        severities.put("LOG", BigInteger.valueOf(log));
    }

    /** Judges the next message of its key, which has one number. */
    public Verdict read(Key key, BigInteger sequence, Instant timestamp, String position) {
        return read(key, sequence, sequence, timestamp, position);
    }

    /** Judges the next message of its key, which has all numbers from first to sequence. */
    public Verdict read(
            Key key, BigInteger first, BigInteger sequence, Instant timestamp, String position) {
        State last = states.get(key);
        if (last == null || last.lastSequence == null) {
            states.put(key, new State(sequence, timestamp, 0, 0, position));
            return new Verdict("NORMAL", null, null, null, null);
        }
        BigInteger expected = last.lastSequence.add(BigInteger.ONE);
        int order = sequence.compareTo(last.lastSequence);
        if (first.compareTo(expected) <= 0 && expected.compareTo(sequence) <= 0) {
            states.put(
                    key, new State(sequence, timestamp, last.gapCount, last.resetCount, position));
            return new Verdict("NORMAL", expected, null, null, last.lastTimestamp);
        }
        if (order > 0) {
            BigInteger size = first.subtract(last.lastSequence).subtract(BigInteger.ONE);
            states.put(
                    key,
                    new State(sequence, timestamp, last.gapCount + 1, last.resetCount, position));
            return new Verdict("GAP", expected, size, severity(size), last.lastTimestamp);
        }
        if (order < 0 && isReset(sequence, last.lastSequence)) {
            states.put(key, new State(sequence, timestamp, 0, last.resetCount + 1, position));
            return new Verdict("RESET", expected, null, null, last.lastTimestamp);
        }
        states.put(
                key,
                new State(
                        last.lastSequence,
                        last.lastTimestamp,
                        last.gapCount,
                        last.resetCount,
                        position));
        return new Verdict(
                order == 0 ? "DUPLICATE" : "OUT_OF_ORDER",
                expected,
                null,
                null,
                last.lastTimestamp);
    }

    /** Forgets a key, as somebody commands. */
    public void clear(Key key, String position) {
        states.put(key, new State(null, null, 0, 0, positionOr(key, position)));
    }

    /** Remembers nothing of a key, as of one that never had a message. */
    public void forget(Key key) {
        states.remove(key);
    }

    /** Takes a number for the last one of a key, as somebody commands. */
    public void set(Key key, BigInteger number, String position) {
        State last = states.get(key);
        states.put(
                key,
                last == null
                        ? new State(number, null, 0, 0, position)
                        : new State(
                                number,
                                last.lastTimestamp,
                                last.gapCount,
                                last.resetCount,
                                last.position));
    }

    /** Says where the newest message of a known key stands. */
    public void moveTo(Key key, String position) {
        State last = states.get(key);
        states.put(
                key,
                new State(
                        last.lastSequence,
                        last.lastTimestamp,
                        last.gapCount,
                        last.resetCount,
                        position));
    }

    private String positionOr(Key key, String ofCommand) {
        return states.containsKey(key) ? states.get(key).position : ofCommand;
    }

    /** What remains of each key so far. */
    public Map<Key, State> states() {
        return Map.copyOf(states);
    }

    private boolean isReset(BigInteger sequence, BigInteger last) {
        return new BigDecimal(sequence).compareTo(new BigDecimal(last).multiply(resetRatio)) < 0;
    }

    private String severity(BigInteger size) {
        for (Map.Entry<String, BigInteger> severity : severities.entrySet()) {
            if (size.compareTo(severity.getValue()) >= 0) {
                return severity.getKey();
            }
        }
        return "MINOR";
    }
}
