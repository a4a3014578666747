package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.InstrumentKey;
import org.junit.jupiter.api.Test;

class ColdKeyQueueTest {

    private static final InstrumentKey A = new InstrumentKey("asx", "A");
    private static final InstrumentKey B = new InstrumentKey("asx", "B");
    private static final InstrumentKey C = new InstrumentKey("asx", "C");

    private final ColdKeyQueue<String, String> queue = new ColdKeyQueue<>();

    @Test
    void releasesAKeysMessagesInTheOrderTheyCame() {
        queue.add(A, "a1", 10);
        queue.add(B, "b1", 10);
        queue.add(A, "a2", 10);

        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.bytes()).isEqualTo(30);
        assertThat(queue.release(A)).containsExactly("a1", "a2");
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.bytes()).isEqualTo(10);
        assertThat(queue.isWaiting(A)).isFalse();
        assertThat(queue.isWaiting(B)).isTrue();
        assertThat(queue.release(A)).isEmpty();
    }

    @Test
    void handsEachKeyOutOnceLongestWaitingFirst() {
        queue.add(A, "a1", 10);
        queue.add(B, "b1", 10);
        queue.add(A, "a2", 10);
        queue.add(C, "c1", 10);

        assertThat(queue.takeKeys(2)).containsExactly(A, B);
        queue.add(A, "a3", 10);
        assertThat(queue.takeKeys(5)).containsExactly(C);
        assertThat(queue.hasKeys()).isFalse();
        assertThat(queue.keys()).containsExactly(A, B, C);
    }

    @Test
    void doesNotHandOutAKeyThatWasReleased() {
        queue.add(A, "a1", 10);
        queue.release(A);

        assertThat(queue.hasKeys()).isFalse();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void holdsNothingBackWhereNothingWaits() {
        assertThat(queue.hold("w1")).isFalse();
        queue.add(A, "a1", 10);
        queue.release(A);
        assertThat(queue.hold("w2")).isFalse();
        assertThat(queue.pollHeld()).isNull();
    }

    @Test
    void heldElementLeavesAfterTheMessagesBeforeItWhateverComesBehind() {
        queue.add(A, "a1", 10);
        queue.add(B, "b1", 10);
        assertThat(queue.hold("w1")).isTrue();
        queue.add(C, "c1", 10);

        queue.release(A);
        assertThat(queue.pollHeld()).isNull();
        queue.release(B);
        assertThat(queue.pollHeld()).isEqualTo("w1");
        assertThat(queue.pollHeld()).isNull();
    }

    @Test
    void heldElementsKeepTheirOrder() {
        queue.add(A, "a1", 10);
        assertThat(queue.hold("w1")).isTrue();
        assertThat(queue.hold("w2")).isTrue();
        queue.add(B, "b1", 10);
        assertThat(queue.hold("w3")).isTrue();

        queue.release(B);
        assertThat(queue.pollHeld()).isNull();
        queue.release(A);
        assertThat(queue.pollHeld()).isEqualTo("w1");
        assertThat(queue.pollHeld()).isEqualTo("w2");
        assertThat(queue.pollHeld()).isEqualTo("w3");
        assertThat(queue.pollHeld()).isNull();
        assertThat(queue.hold("w4")).isFalse();
    }
}
