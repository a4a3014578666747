package com.k2.sequence.wire;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.TestRecords;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.GapChanges;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Values of every type on the wire, at their bounds. */
final class TestValues {

    static final InstrumentKey[] INSTRUMENTS = {
        new InstrumentKey("asx", "BHP"),
        new InstrumentKey("", ""),
        new InstrumentKey("asx", "BHP"),
        new InstrumentKey("Börse", "ÄÖÜÿ"),
        new InstrumentKey("binance", "币安人生USDT"),
        new InstrumentKey("x", "😀"),
        new InstrumentKey("\ud83d", "\ude00a\udfff\ud800"),
        new InstrumentKey("\0", "\uffff"),
        new InstrumentKey("a:b", "%{} \n"),
        new InstrumentKey("x".repeat(63), "y".repeat(64)),
        new InstrumentKey("x".repeat(10_240), "币".repeat(10_240)),
    };

    static final SourcePosition[] POSITIONS = {
        TestRecords.POSITION,
        new SourcePosition("", 0, 0),
        new SourcePosition("topic", Integer.MAX_VALUE, Long.MAX_VALUE),
        new SourcePosition("t".repeat(249), 127, 128),
        new SourcePosition("币", 128, 16_384),
        new SourcePosition(new SourcePartition("topic", "Xt0bG1QGSR2Y1Zb8d1ZK5g", 0), 1),
        new SourcePosition(new SourcePartition("topic", "x".repeat(300), 1), 0),
        new SourcePosition(new SourcePartition("topic", "Xt0bG1QGSR2Y1Zb8d1ZK5g", 0, 1), 1),
        new SourcePosition(new SourcePartition("topic", null, 0, Long.MAX_VALUE), Long.MAX_VALUE),
    };

    static final SourceRecord[] RECORDS = {
        TestRecords.of("{\"seq\":1}"),
        TestRecords.of((byte[]) null),
        TestRecords.of(""),
        TestRecords.of("key", null),
        TestRecords.of("", "", "a", "1", "a", null, "", "", "ä币", "ä币"),
        new SourceRecord(POSITIONS[2], -1, new byte[126], new byte[127], TestRecords.headersOf()),
        new SourceRecord(
                POSITIONS[3],
                Long.MAX_VALUE,
                new byte[128],
                new byte[100_000],
                TestRecords.headersOf("x", "y".repeat(1000))),
        new SourceRecord(POSITIONS[4], Long.MIN_VALUE, null, null, TestRecords.headersOf()),
        TestRecords.of("{\"seq\":1}"),
    };

    static final SequenceVerdict[] VERDICTS = {
        SequenceVerdict.NOTHING_EXPECTED,
        SequenceVerdict.of(VerdictType.NORMAL, Long.MAX_VALUE),
        SequenceVerdict.of(VerdictType.DUPLICATE, SequenceVerdict.NONE),
        SequenceVerdict.of(VerdictType.RESET, 0),
        SequenceVerdict.of(VerdictType.OUT_OF_ORDER, 1),
        new SequenceVerdict(VerdictType.GAP, 1, 1, GapSeverity.MINOR),
        new SequenceVerdict(VerdictType.GAP, 2, 10, GapSeverity.LOG),
        new SequenceVerdict(VerdictType.GAP, 3, 100, GapSeverity.ALERT),
        new SequenceVerdict(VerdictType.GAP, 0, Long.MAX_VALUE, GapSeverity.HALT),
        larger(VerdictType.HEARTBEAT, null, VerdictDetail.HEARTBEAT),
        larger(VerdictType.DUPLICATE, null, VerdictDetail.EXPECTED_DUPLICATE),
        larger(VerdictType.OUT_OF_ORDER, null, VerdictDetail.STALE_EPOCH),
        larger(VerdictType.GAP, GapSeverity.ALERT, detail(null)),
        larger(VerdictType.RESET, null, detail(ResetCause.CHAIN)),
    };

    static final SequencedMessage[] MESSAGES =
            Stream.of(INSTRUMENTS)
                    .flatMap(
                            instrument ->
                                    LongStream.of(0, 127, 128, Long.MAX_VALUE)
                                            .mapToObj(number -> number)
                                            .flatMap(number -> messages(instrument, number)))
                    .toArray(SequencedMessage[]::new);

    static final CheckedRecord[] CHECKED_RECORDS =
            Stream.concat(
                            Stream.of(RECORDS).map(CheckedRecord::unsequenced),
                            Stream.of(VERDICTS)
                                    .map(
                                            verdict ->
                                                    new CheckedRecord(
                                                            RECORDS[0],
                                                            INSTRUMENTS[0],
                                                            verdict,
                                                            !verdict.hasExpected(),
                                                            verdict.detail() == null ? -1 : 999)))
                    .toArray(CheckedRecord[]::new);

    static final SequenceEvent[] EVENTS =
            Stream.of(VERDICTS)
                    .flatMap(
                            verdict ->
                                    Stream.of(POSITIONS).map(position -> event(verdict, position)))
                    .toArray(SequenceEvent[]::new);

    static final DeadLetter[] DEAD_LETTERS =
            Stream.of(DeadLetter.Reason.values())
                    .map(reason -> new DeadLetter(RECORDS[reason.ordinal()], reason, "because: ä"))
                    .toArray(DeadLetter[]::new);

    static final Command[] COMMANDS =
            Stream.of(INSTRUMENTS)
                    .flatMap(
                            instrument ->
                                    Stream.of(POSITIONS)
                                            .map(position -> command(instrument, position)))
                    .toArray(Command[]::new);

    private TestValues() {}

    private static SequenceVerdict larger(
            VerdictType type, GapSeverity severity, VerdictDetail detail) {
        return new SequenceVerdict(type, SequenceVerdict.NONE, 0, severity, detail);
    }

    private static VerdictDetail detail(ResetCause cause) {
        return new VerdictDetail(
                true,
                Long.MAX_VALUE,
                false,
                cause,
                false,
                Long.MAX_VALUE,
                "15>22",
                1,
                Long.MAX_VALUE,
                "in/0@1 in/0@2#3",
                new GapChanges(1, 2, 3, 4, 1024));
    }

    private static Command command(InstrumentKey instrument, SourcePosition position) {
        Command.Kind[] kinds = Command.Kind.values();
        long number = position.offset();
        return new Command(
                "id-" + number, kinds[(int) (number % kinds.length)], instrument, number, position);
    }

    /** Of one number, and of as many as there can be. */
    private static Stream<SequencedMessage> messages(InstrumentKey instrument, long number) {
        SourceRecord record = RECORDS[(int) (number % RECORDS.length)];
        long time = Long.MAX_VALUE - number;
        return Stream.of(
                new SequencedMessage(instrument, number, time, record),
                new SequencedMessage(instrument, number, Long.MAX_VALUE, time, 300, record));
    }

    private static SequenceEvent event(SequenceVerdict verdict, SourcePosition position) {
        long number = position.offset();
        return verdict.detail() == null
                ? new SequenceEvent(INSTRUMENTS[3], verdict, number, number, -1, position)
                : new SequenceEvent(
                        INSTRUMENTS[3],
                        verdict,
                        number,
                        Long.MAX_VALUE,
                        number,
                        -1,
                        position,
                        number % 2 == 0 ? "e-1" : null);
    }
}
