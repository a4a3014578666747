package com.k2.sequence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePositionTest {

    private static final SourcePartition PARTITION = new SourcePartition("ticks", "A", 3, 7);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "t/0@42, t, 0, 42, -1",
                "t/0@42#0, t, 0, 42, 0",
                "t/1@9223372036854775807#2147483647, t, 1, 9223372036854775807, 2147483647",
                "a/1@2#3/0@50#4, a/1@2#3, 0, 50, 4"
            })
    void readsWhatItWrote(String text, String topic, int partition, long offset, int index) {
        SourcePosition position = SourcePosition.parse(text);

        assertThat(position.topic()).isEqualTo(topic);
        assertThat(position.partition()).isEqualTo(partition);
        assertThat(position.offset()).isEqualTo(offset);
        assertThat(position.index()).isEqualTo(index);
        assertThat(position).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t/0",
                "t@42",
                "t/0@",
                "t/0@-1",
                "t/0@42#",
                "t/0@#1",
                "t/0@42#x",
                "t/0@42#-1",
                "t/0@42#2147483648",
                "t/0@42#1#2"
            })
    void refusesWhatIsNoPosition(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SourcePosition.parse(text));
    }

    /**
     * By offset, then by index; a record that is one message stands where the first of several
     * does.
     */
    @ParameterizedTest
    @CsvSource({
        "t/0@42, t/0@42, true, true",
        "t/0@42, t/0@42#0, true, true",
        "t/0@42#0, t/0@42, true, true",
        "t/0@42, t/0@42#1, true, false",
        "t/0@42#1, t/0@42, false, false",
        "t/0@42#9, t/0@42#10, true, false",
        "t/0@42#10, t/0@42#9, false, false",
        "t/0@42#10, t/0@43, true, false",
        "t/0@43, t/0@42#10, false, false",
        "t/0@42#1, t/1@42#2, false, false"
    })
    void standsInOrder(String one, String other, boolean atOrBefore, boolean equal) {
        SourcePosition position = SourcePosition.parse(one);
        SourcePosition against = SourcePosition.parse(other);

        assertThat(position.isAtOrBefore(against)).isEqualTo(atOrBefore);
        assertThat(position.equals(against)).isEqualTo(equal);
        if (equal) {
            assertThat(position).hasSameHashCodeAs(against);
        }
    }

    @Test
    void keepsItsIndexInAllThatIsMadeOfIt() {
        SourcePosition position = SourcePosition.of(PARTITION, 42, 5);

        assertThat(position.inTopic("B").index()).isEqualTo(5);
        assertThat(position.withoutLoss().index()).isEqualTo(5);
        assertThat(position.withoutLoss().source().lostBefore()).isZero();
        assertThat(new RecentPartitions().share(position.inTopic("B")).index()).isEqualTo(5);
        RecentPartitions known = new RecentPartitions();
        known.share(position);
        assertThat(known.share(SourcePosition.of(new SourcePartition("ticks", "A", 3, 7), 1, 6)))
                .hasToString("ticks/3@1#6");
    }

    @Test
    void aRecordsOwnPositionIsThatOfItsOneMessage() {
        SourcePosition record = new SourcePosition(PARTITION, 42);

        assertThat(record.at(SourcePosition.NO_INDEX)).isSameAs(record);
        assertThat(record.at(2)).hasToString("ticks/3@42#2");
        assertThat(record.at(2).at(3)).hasToString("ticks/3@42#3");
        assertThatIllegalArgumentException().isThrownBy(() -> record.at(-2));
    }
}
