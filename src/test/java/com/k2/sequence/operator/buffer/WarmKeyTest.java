package com.k2.sequence.operator.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmKeyTest {

    private static final InstrumentKey INSTRUMENT = new InstrumentKey("asx", "BHP");
    private static final SequenceState STATE = new SequenceState(7, 8, 9, 10);
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAQ";
    private static final String OTHER_ID = "AAAAAAAAAAAAAAAAAAAAAg";

    private static final SequenceBase BASE =
            new SequenceBase(STATE, new SourcePosition("ticks", 3, 20), 1);

    @Test
    void holdsAllThatIsTracked() {
        for (TrackedSequence tracked :
                new TrackedSequence[] {
                    TrackedSequence.startingFrom(null),
                    TrackedSequence.startingFrom(BASE),
                    TrackedSequence.startingWith(STATE, at(0, ID, 5)),
                    new TrackedSequence(null, BASE, at(1, null, 0), 2, 3),
                }) {
            WarmKey key = new WarmKey(INSTRUMENT, tracked);

            assertThat(key.tracked()).isEqualTo(tracked);
            assertThat(key.state()).isEqualTo(tracked.state());
            if (tracked.newest() != null) {
                assertThat(key.toUpdate()).isEqualTo(update(tracked));
            }
        }
    }

    /** Those of a record come one after another; the row stands at one of them. */
    @ParameterizedTest
    @CsvSource({
        "-1, -1, true",
        "-1, 0, true",
        "-1, 1, false",
        "0, -1, true",
        "0, 1, false",
        "3, -1, true",
        "3, 2, true",
        "3, 3, true",
        "3, 4, false"
    })
    void knowsWhichMessagesOfARecordWereTrackedBefore(int ofRow, int index, boolean tracked) {
        SourcePartition partition = new SourcePartition("ticks", ID, 3);
        SequenceBase base = new SequenceBase(STATE, SourcePosition.of(partition, 20, ofRow), 1);
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingFrom(base));

        assertThat(key.wasTrackedBefore(SourcePosition.of(partition, 20, index)))
                .isEqualTo(tracked);
        assertThat(key.wasTrackedBefore(SourcePosition.of(partition, 19, 99))).isTrue();
        assertThat(key.wasTrackedBefore(SourcePosition.of(partition, 21, -1))).isFalse();
    }

    @Test
    void standsAtTheNewestMessageOfARecord() {
        SourcePosition record = at(0, ID, 5);
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingWith(STATE, record.at(0)));

        key.advance(record.at(1));
        assertThat(key.place()).hasToString("ticks/0@5#1");
        assertThat(key.toUpdate().position()).hasToString("ticks/0@5#1");

        key.advance(at(0, ID, 6));
        assertThat(key.tracked().newest()).hasToString("ticks/0@6");
        assertThat(key.tracked().moves()).isZero();
    }

    @Test
    void followsAMessage() {
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingWith(STATE, at(0, ID, 5)));
        SequenceState next = new SequenceState(11, 12, 13, 14);

        key.setState(next);
        key.advance(at(0, ID, 6));

        assertThat(key.tracked()).isEqualTo(new TrackedSequence(next, null, at(0, ID, 6), 0, 0));
    }

    /** A job without Flink state took the key up where the row stood: at 20 of partition 3. */
    @ParameterizedTest
    @CsvSource({"3, 25, true", "3, 21, true", "3, 20, false", "3, 19, false", "2, 25, false"})
    void isCutOffFromWhatFollowsALossAfterTheRow(int partition, long lostBefore, boolean cutOff) {
        SourcePosition next =
                new SourcePosition(new SourcePartition("ticks", ID, partition, lostBefore), 30);
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingFrom(BASE));

        assertThat(key.isCutOffFrom(next)).isEqualTo(cutOff);
        key.passTo(at(3, ID, 18));
        assertThat(key.isCutOffFrom(next)).isEqualTo(cutOff);
        key.setState(STATE);
        key.advance(at(3, ID, 26));
        assertThat(key.isCutOffFrom(next)).isFalse();
    }

    /** Lost before offset 8; the newest message stands at 5. */
    @ParameterizedTest
    @CsvSource({
        "0, same,  8, 10, true",
        "0, same,  6,  6, true",
        "0,     ,  8, 10, true",
        "0, same,  5, 10, false",
        "0, same,  0, 10, false",
        "1, same,  8, 10, false",
        "0, other, 8, 10, false",
    })
    void isCutOffFromWhatFollowsALoss(
            int partition, String id, long lostBefore, long offset, boolean cutOff) {
        WarmKey key =
                new WarmKey(INSTRUMENT, TrackedSequence.startingWith(STATE, at(0, "same", 5)));

        assertThat(
                        key.isCutOffFrom(
                                new SourcePosition(
                                        new SourcePartition("ticks", id, partition, lostBefore),
                                        offset)))
                .isEqualTo(cutOff);
        key.setState(STATE);
        key.advance(at(0, "same", lostBefore + 1));
        assertThat(key.isCutOffFrom(at(0, "same", offset))).isFalse();
    }

    @Test
    void isClearedAndGoesOn() {
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingWith(STATE, at(0, ID, 5)));
        key.setTracked(new TrackedSequence(null, null, at(0, ID, 5), 0, 9));
        assertThat(key.state()).isNull();

        key.setState(STATE);
        key.advance(at(0, ID, 6));

        assertThat(key.tracked()).isEqualTo(new TrackedSequence(STATE, null, at(0, ID, 6), 0, 9));
    }

    /** Of topic ids one that is not known is any, and one that is known stays. */
    @ParameterizedTest
    @CsvSource({
        "0, same,  0, same,  0, same",
        "0, same,  0,     ,  0, same",
        "0,     ,  0, same,  0, same",
        "0,     ,  0,     ,  0,     ",
        "0, same,  1, same,  1, same",
        "0, same,  1,     ,  1,     ",
        "0, same,  0, other, 1, other",
    })
    void countsMovesToAnotherPartition(
            int partition, String id, int nextPartition, String nextId, long moves, String known) {
        WarmKey key =
                new WarmKey(
                        INSTRUMENT, TrackedSequence.startingWith(STATE, at(partition, id(id), 5)));

        key.setState(STATE);
        key.advance(at(nextPartition, id(nextId), 6));

        assertThat(key.tracked())
                .isEqualTo(
                        new TrackedSequence(
                                STATE, null, at(nextPartition, id(known), 6), moves, 0));
    }

    @Test
    void theFirstMessageIsNoMove() {
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingFrom(BASE));

        key.setState(STATE);
        key.advance(at(0, ID, 0));

        assertThat(key.tracked().moves()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"3, 19, true", "3, 20, true", "3, 21, false", "2, 19, false"})
    void knowsWhatWasTrackedBefore(int partition, long offset, boolean before) {
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingFrom(BASE));

        assertThat(key.wasTrackedBefore(new SourcePosition("ticks", partition, offset)))
                .isEqualTo(before);
    }

    @Test
    void withoutABaseNothingWasTrackedBefore() {
        WarmKey key = new WarmKey(INSTRUMENT, TrackedSequence.startingWith(STATE, at(0, ID, 5)));

        assertThat(key.wasTrackedBefore(at(0, ID, 0))).isFalse();
    }

    private static SequenceUpdate update(TrackedSequence tracked) {
        return new SequenceUpdate(
                INSTRUMENT,
                tracked.state(),
                tracked.newest(),
                tracked.base(),
                tracked.moves(),
                tracked.control());
    }

    private static String id(String word) {
        return word == null ? null : word.equals("same") ? ID : OTHER_ID;
    }

    private static SourcePosition at(int partition, String topicId, long offset) {
        return new SourcePosition(new SourcePartition("ticks", topicId, partition), offset);
    }
}
