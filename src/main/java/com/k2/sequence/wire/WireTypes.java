package com.k2.sequence.wire;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.tracking.InstrumentKey;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of all that travels between the job's tasks, and of the key its state is kept by. */
public final class WireTypes {

    public static final TypeInformation<InstrumentKey> INSTRUMENT_KEY =
            new WireType<>(InstrumentKey.class, new InstrumentKeyTypeSerializer());

    public static final TypeInformation<SourceRecord> SOURCE_RECORD =
            new WireType<>(SourceRecord.class, new SourceRecordTypeSerializer());

    public static final TypeInformation<SequencedMessage> SEQUENCED_MESSAGE =
            new WireType<>(SequencedMessage.class, new SequencedMessageTypeSerializer());

    public static final TypeInformation<CheckedRecord> CHECKED_RECORD =
            new WireType<>(CheckedRecord.class, new CheckedRecordTypeSerializer());

    public static final TypeInformation<SequenceEvent> SEQUENCE_EVENT =
            new WireType<>(SequenceEvent.class, new SequenceEventTypeSerializer());

    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new WireType<>(DeadLetter.class, new DeadLetterTypeSerializer());

    public static final TypeInformation<Command> CONTROL_COMMAND =
            new WireType<>(Command.class, new ControlCommandTypeSerializer());

    private WireTypes() {}
}
