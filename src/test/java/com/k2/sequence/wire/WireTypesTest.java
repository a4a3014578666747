package com.k2.sequence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Flink's own tests of serialisers, on each type. */
class WireTypesTest {

    private static final List<TypeInformation<?>> TYPES =
            List.of(
                    WireTypes.INSTRUMENT_KEY,
                    WireTypes.SOURCE_RECORD,
                    WireTypes.SEQUENCED_MESSAGE,
                    WireTypes.CHECKED_RECORD,
                    WireTypes.SEQUENCE_EVENT,
                    WireTypes.DEAD_LETTER,
                    WireTypes.CONTROL_COMMAND);

    @Test
    void typesTravelWithTheJob() throws Exception {
        for (TypeInformation<?> type : TYPES) {
            assertThat(InstantiationUtil.clone(type)).isEqualTo(type).hasSameHashCodeAs(type);
        }
    }

    @Test
    void typesDiffer() {
        assertThat(TYPES).doesNotHaveDuplicates();
    }

    /** As a later version of the job may have written it. */
    @Test
    void anEncodingOfALaterVersionIsRefusedWithASentence() throws Exception {
        for (TypeInformation<?> type : TYPES) {
            TypeSerializer<?> serializer = type.createSerializer(new SerializerConfigImpl());
            DataOutputSerializer out = new DataOutputSerializer(64);
            TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
            byte[] bytes = out.getCopyOfBuffer();
            bytes[bytes.length - 1]++;

            assertThatThrownBy(
                            () ->
                                    TypeSerializerSnapshot.readVersionedSnapshot(
                                            new DataInputDeserializer(bytes),
                                            WireTypesTest.class.getClassLoader()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(
                            "in version 4 of its encoding, which a later version of the job wrote",
                            "this version reads up to 3");
        }
    }

    @Test
    void noConstantOrFlagOfALaterVersionIsIgnored() {
        assertRefused(
                WireTypes.CHECKED_RECORD, "flags 63, of which this version of the job knows 15");
        assertRefused(WireTypes.DEAD_LETTER, "has Reason number 63, and this version of the job");
    }

    private static void assertRefused(TypeInformation<?> type, String reason) {
        assertThatThrownBy(
                        () ->
                                type.createSerializer(new SerializerConfigImpl())
                                        .deserialize(new DataInputDeserializer(new byte[] {63})))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(reason, "written by a later version");
    }

    @Test
    void onlyTheInstrumentIsAKey() {
        assertThat(TYPES.stream().filter(TypeInformation::isKeyType))
                .containsExactly(WireTypes.INSTRUMENT_KEY);
    }

    abstract static class SerializerTest<T> extends SerializerTestBase<T> {

        private final TypeInformation<T> type;
        private final T[] values;

        SerializerTest(TypeInformation<T> type, T[] values) {
            super(
                    new DeeplyEqualsChecker()
                            .withCustomCheck(SerializerTest::areComparable, SameContent::check));
            this.type = type;
            this.values = values;
        }

        private static boolean areComparable(Object one, Object other) {
            return one instanceof Record && other instanceof Record
                    || one instanceof Headers && other instanceof Headers;
        }

        @Override
        protected TypeSerializer<T> createSerializer() {
            return type.createSerializer(new SerializerConfigImpl());
        }

        @Override
        protected int getLength() {
            return -1;
        }

        @Override
        protected Class<T> getTypeClass() {
            return type.getTypeClass();
        }

        @Override
        protected T[] getTestData() {
            return values;
        }
    }

    /** Records compare arrays by identity; here they are compared by what is in them. */
    private static final class SameContent {

        static boolean check(Object one, Object other, DeeplyEqualsChecker checker) {
            return one instanceof Record
                    ? checker.deepEquals(components(one), components(other))
                    : one.equals(other);
        }

        private static Object[] components(Object of) {
            return Stream.of(of.getClass().getRecordComponents())
                    .map(component -> component(component, of))
                    .toArray();
        }

        private static Object component(RecordComponent component, Object of) {
            try {
                return component.getAccessor().invoke(of);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class OfInstrumentKey extends SerializerTest<InstrumentKey> {
        OfInstrumentKey() {
            super(WireTypes.INSTRUMENT_KEY, TestValues.INSTRUMENTS);
        }
    }

    @Nested
    class OfSourceRecord extends SerializerTest<SourceRecord> {
        OfSourceRecord() {
            super(WireTypes.SOURCE_RECORD, TestValues.RECORDS);
        }
    }

    @Nested
    class OfSequencedMessage extends SerializerTest<SequencedMessage> {
        OfSequencedMessage() {
            super(WireTypes.SEQUENCED_MESSAGE, TestValues.MESSAGES);
        }
    }

    @Nested
    class OfCheckedRecord extends SerializerTest<CheckedRecord> {
        OfCheckedRecord() {
            super(WireTypes.CHECKED_RECORD, TestValues.CHECKED_RECORDS);
        }
    }

    @Nested
    class OfSequenceEvent extends SerializerTest<SequenceEvent> {
        OfSequenceEvent() {
            super(WireTypes.SEQUENCE_EVENT, TestValues.EVENTS);
        }
    }

    @Nested
    class OfDeadLetter extends SerializerTest<DeadLetter> {
        OfDeadLetter() {
            super(WireTypes.DEAD_LETTER, TestValues.DEAD_LETTERS);
        }
    }

    @Nested
    class OfControlCommand extends SerializerTest<Command> {
        OfControlCommand() {
            super(WireTypes.CONTROL_COMMAND, TestValues.COMMANDS);
        }
    }
}
