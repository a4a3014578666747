package com.k2.sequence.audit;

import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.json.JsonRecordDecoder;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceCursor;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Judges recorded messages by the options of one source, as the job would judge them. Memory grows
 * with the number of series alone. For one thread.
 */
public final class Audit implements AutoCloseable {

    private static final RecordHeaders NO_HEADERS = new RecordHeaders();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MessageDecoder decoder;
    private final int maxRecordBytes;
    private final SequenceTracker tracker;
    private final AuditResult result;
    private final Map<InstrumentKey, Series> series = new HashMap<>();
    private final RecordedMessage recorded = new RecordedMessage();

    private static final class Series extends SequenceCursor {

        /** Whether it counts as a key: not before more than a sign of life has come. */
        private boolean counted;
    }

    /** Of the last message that had a time; what has none is taken to be as old, in ms. */
    private long lastMillis;

    /**
     * @param source of JSON messages
     * @param maxRecordBytes a longer line is not read
     */
    public Audit(SourceSettings source, int maxRecordBytes) {
        this.decoder = JsonRecordDecoder.open(source.fields(), maxRecordBytes);
        this.maxRecordBytes = maxRecordBytes;
        this.tracker = new SequenceTracker(source.rule());
        this.result = new AuditResult(source.rule().scheme().equals(NumberScheme.CHAINED));
    }

    /**
     * Judges the messages of a recording, after those of the recordings before.
     *
     * @param standardInput what {@code -} stands for
     * @throws InterruptedException if the thread is interrupted
     */
    public void read(Recording recording, InputStream standardInput)
            throws IOException, InterruptedException {
        SourcePartition file = new SourcePartition(recording.name(), null, 0);
        try (LineReader lines = new LineReader(recording.open(standardInput), maxRecordBytes)) {
            long line = 0;
            for (byte[] value = lines.next(); value != null; value = lines.next()) {
                if (value.length > 0) {
                    SourcePosition position = new SourcePosition(file, line);
                    take(new SourceRecord(position, lastMillis, null, value, NO_HEADERS));
                }
                line++;
            }
        }
    }

    public AuditResult result() {
        return result;
    }

    private void take(SourceRecord record) throws InterruptedException {
        Decoded decoded = decoder.decode(record);
        if (decoded instanceof SequencedMessage message) {
            judge(message);
        } else if (decoded instanceof DecodedBatch batch) {
            batch.messages().forEach(this::judge);
            if (batch.unreadable() != null) {
                result.add(batch.unreadable());
            }
            result.addHeartbeats(batch.heartbeats());
            result.addUnsequenced(batch.unsequenced() - batch.heartbeats());
        } else if (decoded instanceof DeadLetter letter) {
            result.add(letter);
        } else if (decoded instanceof UnsequencedMessage message) {
            result.addHeartbeats(message.heartbeat() ? 1 : 0);
            result.addUnsequenced(message.heartbeat() ? 0 : 1);
        }
    }

    private void judge(SequencedMessage message) {
        Series cursor = series.get(message.instrument());
        if (cursor == null) {
            cursor = new Series();
            series.put(message.instrument(), cursor);
        }
        SequenceVerdict verdict = cursor.judge(tracker, recorded.of(message));
        if (!cursor.counted) {
            cursor.counted = verdict.type() != VerdictType.HEARTBEAT || cursor.state() != null;
            result.addKeys(cursor.counted ? 1 : 0);
        }
        lastMillis = message.timestamp() / NANOS_PER_MILLI;
        result.add(message, verdict, cursor.epoch());
    }

    @Override
    public void close() {
        decoder.close();
    }
}
