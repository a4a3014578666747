package com.k2.sequence.flow;

import com.k2.sequence.decode.json.ControlCommandDecoder;
import com.k2.sequence.message.Command;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.DecodedCommand;
import com.k2.sequence.message.SourceRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the records of the control topic: commands go on, the others leave by {@link
 * DecodeOutputs#DEAD_LETTERS}. Nothing a record holds makes it fail.
 */
public final class ControlDecodeFunction extends ProcessFunction<SourceRecord, Command> {

    private final int maxRecordBytes;

    private transient ControlCommandDecoder decoder;
    private transient DeadLetterOutput deadLetters;

    /**
     * @param maxRecordBytes most bytes of a record's key, value and headers together
     */
    public ControlDecodeFunction(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void open(OpenContext openContext) {
        decoder = new ControlCommandDecoder(maxRecordBytes);
        deadLetters = new DeadLetterOutput("control", getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<Command> out) {
        DecodedCommand decoded = decoder.decode(record);
        if (decoded instanceof Command command) {
            out.collect(command);
        } else {
            deadLetters.emit((DeadLetter) decoded, context);
        }
    }
}
