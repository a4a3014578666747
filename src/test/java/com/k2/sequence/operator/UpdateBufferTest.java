package com.k2.sequence.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SourcePosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateBufferTest {

    private final UpdateBuffer buffer = new UpdateBuffer();
    private final Map<String, WarmKey> keys = new HashMap<>();
    private long now = 100;

    @Test
    void holdsOneEntryAKeyTheNewest() {
        put("A", 1);
        put("A", 2);
        put("A", 3);

        assertThat(buffer.size()).isEqualTo(1);
        assertThat(buffer.take(10)).containsExactly(update("A", 3));
    }

    @Test
    void drainsOldestFirstHoweverOftenAKeyChanges() {
        put("A", 1);
        put("B", 1);
        put("C", 1);
        put("A", 2);

        assertThat(buffer.take(2)).containsExactly(update("A", 2), update("B", 1));
        buffer.acknowledge();
        assertThat(buffer.take(2)).containsExactly(update("C", 1));
    }

    @Test
    void aKeyThatComesBackQueuesBehindThoseThatWait() {
        put("A", 1);
        put("B", 1);
        buffer.take(1);
        put("A", 2);
        buffer.acknowledge();

        assertThat(buffer.take(10)).containsExactly(update("B", 1), update("A", 2));
    }

    @Test
    void aBatchIsUnsentUntilItIsAcknowledged() {
        put("A", 1);
        put("B", 1);
        buffer.take(10);
        put("B", 2);

        assertThat(buffer.isEmpty()).isFalse();
        assertThat(buffer.size()).isEqualTo(3);
        assertThat(buffer.unsent()).containsExactly(update("A", 1), update("B", 2));

        buffer.acknowledge();
        assertThat(buffer.unsent()).containsExactly(update("B", 2));
        buffer.take(10);
        buffer.acknowledge();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.unsent()).isEmpty();
    }

    @Test
    void takesOneBatchAtATime() {
        put("A", 1);
        put("B", 1);
        buffer.take(1);

        assertThatIllegalStateException().isThrownBy(() -> buffer.take(1));
    }

    @Test
    void tellsSinceWhenTheOldestEntryIsUnsent() {
        assertThat(buffer.oldestSince()).isEqualTo(UpdateBuffer.NOTHING_UNSENT);
        put("A", 1);
        now = 200;
        put("B", 1);
        put("A", 2);
        assertThat(buffer.oldestSince()).isEqualTo(100);

        buffer.take(1);
        assertThat(buffer.oldestSince()).isEqualTo(100);
        buffer.acknowledge();
        assertThat(buffer.oldestSince()).isEqualTo(200);
        buffer.take(1);
        buffer.acknowledge();
        assertThat(buffer.oldestSince()).isEqualTo(UpdateBuffer.NOTHING_UNSENT);
    }

    private void put(String symbol, long sequence) {
        SequenceUpdate update = update(symbol, sequence);
        TrackedSequence tracked = TrackedSequence.startingWith(update.state(), update.position());
        WarmKey key = keys.computeIfAbsent(symbol, met -> new WarmKey(update.key(), tracked));
        key.setTracked(tracked);
        buffer.put(key, () -> now);
    }

    private static SequenceUpdate update(String symbol, long sequence) {
        return new SequenceUpdate(
                new InstrumentKey("asx", symbol),
                new SequenceState(sequence, 0, 0, 0),
                new SourcePosition("ticks", 0, sequence),
                null,
                0);
    }

    @Test
    void anEmptyBufferGivesAnEmptyBatch() {
        assertThat(buffer.hasWaiting()).isFalse();
        assertThat(buffer.take(1)).isEqualTo(List.of());
        assertThat(buffer.hasInFlight()).isFalse();
    }
}
