package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import com.k2.sequence.testing.larger.Judgement;
import com.k2.sequence.testing.larger.LargerMessage;
import com.k2.sequence.testing.larger.LargerReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reads the messages of a feed one after another, by the independent reader of its rule. */
final class SequentialReader {

    private final Numbering numbering;
    private final IndependentReader plain = new IndependentReader();
    private final Map<Key, LargerReader> larger = new HashMap<>();
    private final Map<Key, String> positions = new HashMap<>();

    SequentialReader(Numbering numbering) {
        this.numbering = numbering;
    }

    /** What a message is; its last timestamp is not said with the larger rule. */
    Verdict read(Key key, SequencedMessage message) {
        String position = message.position().toString();
        if (numbering == Numbering.PLAIN) {
            return plain.read(
                    key,
                    BigInteger.valueOf(message.first()),
                    Instant.ofEpochSecond(0, message.timestamp()),
                    position);
        }
        LargerMessage read =
                LargerMessage.of(message.first())
                        .at(message.timestamp(), message.logTime(), position);
        Judgement judgement =
                larger.computeIfAbsent(
                                key, it -> new LargerReader(numbering.scheme(), numbering.rule()))
                        .read(
                                numbering == Numbering.CHAINED
                                        ? read.after(message.previous())
                                        : read);
        positions.put(key, position);
        return new Verdict(
                judgement.type().name(),
                judgement.expected(),
                judgement.gapSize(),
                judgement.severity() == null ? null : judgement.severity().name(),
                null);
    }

    /** What must be remembered of each key. */
    Map<Key, State> states() {
        if (numbering == Numbering.PLAIN) {
            return plain.states();
        }
        Map<Key, State> states = new HashMap<>();
        larger.forEach(
                (key, reader) ->
                        states.put(
                                key,
                                new State(
                                        reader.lastNumber(),
                                        Instant.ofEpochSecond(0, reader.lastTimestamp()),
                                        reader.gapCount(),
                                        reader.resetCount(),
                                        positions.get(key))));
        return states;
    }
}
