package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UpdateBufferTest {

    private final ManualParked parked = new ManualParked();
    private final UpdateBuffer buffer = new UpdateBuffer(parked);
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
        assertThat(unsent()).containsExactly("A", "B", "B");

        buffer.acknowledge();
        assertThat(unsent()).containsExactly("B");
        buffer.take(10);
        buffer.acknowledge();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(unsent()).isEmpty();
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

    @Test
    void aParkedKeyTakesNoMemoryAndIsSentInItsTurn() {
        put("A", 1);
        put("B", 1);
        now = 200;
        park("A");

        assertThat(buffer.held()).isEqualTo(1);
        assertThat(buffer.size()).isEqualTo(2);
        assertThat(buffer.oldestSince()).isEqualTo(100);
        assertThat(unsent()).containsExactly("B");
        assertThat(buffer.take(10)).containsExactly(update("B", 1), update("A", 1));
        assertThat(buffer.size()).isEqualTo(2);
        buffer.acknowledge();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(parked.sent).containsExactly("A");
    }

    @Test
    void whatIsParkedIsNotKeptBehind() {
        for (int i = 0; i < 1_000; i++) {
            put("S" + i, 1);
        }
        for (int i = 0; i < 990; i++) {
            park("S" + i);
        }
        parked.keys.clear();
        buffer.parkedChanged();

        assertThat(buffer.held()).isEqualTo(10);
        assertThat(buffer.take(1_000)).hasSize(10);
    }

    /** Else a key that is quiet would stay behind for as long as others come fast. */
    @Test
    void neitherParkedKeysNorOthersWaitForEver() {
        for (int i = 0; i < 100; i++) {
            put("P" + i, 1);
            park("P" + i);
            put("W" + i, 1);
        }

        List<SequenceUpdate> batch = buffer.take(40);

        assertThat(batch).hasSize(40);
        assertThat(batch.stream().filter(update -> update.key().symbol().startsWith("P")))
                .hasSize(10);
    }

    @Test
    void aFlushOfParkedKeysWaitsForThem() {
        put("A", 1);
        park("A");

        assertThat(buffer.flushed(false)).isDone();
        CompletableFuture<Void> flushed = buffer.flushed(true);
        assertThat(flushed).isNotDone();
        buffer.take(10);
        assertThat(flushed).isNotDone();
        buffer.acknowledge();
        assertThat(flushed).isDone();
    }

    /** Else a checkpoint could complete before the store has all from before its barrier. */
    @Test
    void aFlushOfParkedKeysWaitsForOneThatIsHeldAgain() {
        put("A", 1);
        park("A");
        CompletableFuture<Void> flushed = buffer.flushed(true);
        put("B", 1);

        buffer.putParked(parked.keys.remove(), () -> now);

        assertThat(flushed).isNotDone();
        assertThat(buffer.take(1)).containsExactly(update("B", 1));
        buffer.acknowledge();
        assertThat(flushed).isNotDone();
        assertThat(buffer.take(1)).containsExactly(update("A", 1));
        buffer.acknowledge();
        assertThat(flushed).isDone();
    }

    @Test
    void aFlushDoesNotWaitForWhatIsParkedAfterIt() {
        put("A", 1);
        CompletableFuture<Void> flushed = buffer.flushed(false);
        assertThat(flushed).isNotDone();

        park("A");

        assertThat(flushed).isDone();
    }

    @Test
    void parkedKeysThatAreGoneKeepNothingWaiting() {
        put("A", 1);
        parked.gone = 2;
        CompletableFuture<Void> flushed = buffer.flushed(true);

        assertThat(buffer.take(1)).containsExactly(update("A", 1));
        buffer.acknowledge();
        assertThat(flushed).isDone();

        parked.gone = 1;
        CompletableFuture<Void> flushedAgain = buffer.flushed(true);
        assertThat(buffer.take(1)).isEmpty();
        assertThat(buffer.hasInFlight()).isFalse();
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(flushedAgain).isDone();
    }

    private void park(String symbol) {
        WarmKey key = keys.remove(symbol);
        key.setMarked(true);
        WarmKey read = new WarmKey(key.instrument(), key.tracked());
        read.setMarked(true);
        parked.keys.add(read);
        buffer.park(key);
    }

    private List<String> unsent() {
        List<String> unsent = new ArrayList<>();
        buffer.forEachUnsent(key -> unsent.add(key.instrument().symbol()));
        return unsent;
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

    private static final class ManualParked implements UpdateBuffer.Parked {
        private final Deque<WarmKey> keys = new ArrayDeque<>();
        private final List<String> sent = new ArrayList<>();

        /** Keys that count until somebody wants to take one. */
        private int gone;

        @Override
        public int count() {
            return keys.size() + gone;
        }

        @Override
        public long since() {
            return 100;
        }

        @Override
        public WarmKey take() {
            gone = 0;
            return keys.poll();
        }

        @Override
        public void sent(WarmKey key) {
            sent.add(key.instrument().symbol());
        }

        @Override
        public void noneInFlight() {
            // They are not kept here.
        }
    }
}
