package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnsentUpdatesTest {

    /** Names of two parked keys are looked for at a time. */
    private static final int MAX_HELD = 8;

    private final Values<TrackedSequence> sequences = new Values<>();
    private final Values<String> marks = new Values<>();
    private final WarmKeys keys = new WarmKeys(sequences, MAX_HELD);
    private final UnsentUpdates unsent = new UnsentUpdates(marks, keys, true);
    private final UpdateBuffer buffer = unsent.buffer();

    UnsentUpdatesTest() {
        keys.parkIn(unsent);
    }

    /** Its name had been looked for while it was parked. */
    @Test
    void aKeyThatExpiredAfterItWasSentIsNotCountedAsParked() throws Exception {
        for (String symbol : List.of("A", "B")) {
            sequences.put(key(symbol), tracked());
            marks.put(key(symbol), "");
        }
        unsent.restore(() -> 0);
        assertThat(send(1)).containsExactly("A");
        keys.find(key("B"));
        assertThat(send(1)).containsExactly("B");
        keys.forget(key("B"));

        List<String> added = new ArrayList<>();
        for (int i = 0; i < 2 * MAX_HELD; i++) {
            added.add("S" + i);
            buffer.put(keys.add(key("S" + i), tracked()), () -> 0);
        }
        assertThat(buffer.held()).isLessThan(added.size());
        List<String> sent = new ArrayList<>();
        while (!buffer.isEmpty()) {
            sent.addAll(send(4));
        }

        assertThat(sent).containsExactlyInAnyOrderElementsOf(added);
        assertThat(marks.values).isEmpty();
    }

    /** Sends some, and has the store answer. */
    private List<String> send(int most) {
        List<SequenceUpdate> batch = buffer.take(most);
        buffer.acknowledge();
        return batch.stream().map(update -> update.key().symbol()).toList();
    }

    private static TrackedSequence tracked() {
        return TrackedSequence.startingWith(
                new SequenceState(1, 0, 0, 0), new SourcePosition("ticks", 0, 0));
    }

    private static InstrumentKey key(String symbol) {
        return new InstrumentKey("asx", symbol);
    }

    private static final class Values<V> implements KeyedValues<V> {
        private final Map<InstrumentKey, V> values = new LinkedHashMap<>();

        @Override
        public V get(InstrumentKey key) throws IOException {
            return values.get(key);
        }

        @Override
        public void put(InstrumentKey key, V value) throws IOException {
            values.put(key, value);
        }

        @Override
        public void remove(InstrumentKey key) {
            values.remove(key);
        }

        @Override
        public Stream<InstrumentKey> keys() {
            return values.keySet().stream();
        }

        @Override
        public KeySweep sweep() {
            throw new UnsupportedOperationException("unsent updates are not swept");
        }
    }
}
