package com.k2.sequence.operator.engine;

import com.k2.sequence.message.Command;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Messages and commands for symbols of {@code asx}. */
public final class TestInputs {

    private static final byte[] NO_BYTES = {};

    private TestInputs() {}

    /**
     * A message of {@code asx} with this symbol, number and offset in partition 0 of {@code ticks}.
     */
    public static SequencedMessage message(String symbol, long sequence, long offset) {
        return message(symbol, sequence, new SourcePosition("ticks", 0, offset));
    }

    /** A message of {@code asx} whose time follows from its number. */
    public static SequencedMessage message(String symbol, long sequence, SourcePosition position) {
        return new SequencedMessage(
                key(symbol),
                sequence,
                sequence * 1_000,
                new SourceRecord(position, 0, null, NO_BYTES, new RecordHeaders()));
    }

    /** A message of {@code asx} of one of the job's sources. */
    public static SequencedMessage messageOf(
            int source, String symbol, long sequence, long offset) {
        SequencedMessage of = message(symbol, sequence, offset);
        return new SequencedMessage(
                of.instrument(), sequence, sequence, of.timestamp(), source, of.record());
    }

    /** A command for a symbol of {@code asx} at this offset of {@code control}, which names it. */
    public static Command clear(String symbol, long offset) {
        return command(Command.Kind.CLEAR, symbol, 0, offset);
    }

    public static Command set(String symbol, long last, long offset) {
        return command(Command.Kind.SET, symbol, last, offset);
    }

    /** A command for all symbols of a pattern. */
    public static Command forAll(Command.Kind kind, String symbols, long offset) {
        return command(kind, symbols, 0, offset);
    }

    private static Command command(Command.Kind kind, String symbol, long last, long offset) {
        return new Command(
                "id-" + offset, kind, key(symbol), last, new SourcePosition("control", 0, offset));
    }

    public static InstrumentKey key(String symbol) {
        return new InstrumentKey("asx", symbol);
    }
}
