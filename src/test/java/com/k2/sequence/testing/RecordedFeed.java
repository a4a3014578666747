package com.k2.sequence.testing;

import com.k2.sequence.config.RecordedSource;
import com.k2.sequence.decode.MessageDecoder;
import com.k2.sequence.decode.json.JsonRecordDecoder;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.DecodedBatch;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.message.UnsequencedMessage;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceCursor;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Says in short words what decoder and rule make of each line of a feed: {@code GAP 3}, {@code
 * RESET epoch}, {@code DUPLICATE expected}, {@code OUT_OF_ORDER fills}, {@code DEAD_LETTER
 * malformed}; of a line with several messages, one after another with {@code +} between them.
 */
public final class RecordedFeed {

    /** When the records of a feed were written, in milliseconds since 1970. */
    public static final long RECORD_MILLIS = 1_786_000_000_000L;

    private final RecordedSource source;

    private RecordedFeed(RecordedSource source) {
        this.source = source;
    }

    /** The feed of a venue profile, with options beside it. */
    public static RecordedFeed ofVenue(String venue, Map<String, String> options) {
        return new RecordedFeed(RecordedSource.read(ofSource(options), null, venue));
    }

    /** A feed that options of a source describe. */
    public static RecordedFeed of(Map<String, String> options) {
        return new RecordedFeed(RecordedSource.read(ofSource(options), null, null));
    }

    private static Map<String, String> ofSource(Map<String, String> options) {
        Map<String, String> values = new HashMap<>();
        options.forEach((option, value) -> values.put("source.recorded." + option, value));
        return values;
    }

    /** What each line is. */
    public List<String> verdicts(List<String> lines) {
        MessageDecoder decoder =
                JsonRecordDecoder.open(source.source().fields(), source.maxRecordBytes());
        SequenceTracker tracker = new SequenceTracker(source.source().rule());
        Map<InstrumentKey, SequenceCursor> series = new HashMap<>();
        List<String> verdicts = new ArrayList<>();
        try {
            for (String line : lines) {
                Decoded decoded = decoder.decode(record(line, verdicts.size()));
                verdicts.add(
                        decoded instanceof DecodedBatch batch
                                ? BatchElements.of(batch).stream()
                                        .map(message -> verdict(message, tracker, series))
                                        .collect(Collectors.joining(" + "))
                                : verdict(decoded, tracker, series));
            }
        } catch (InterruptedException e) {
            throw new AssertionError("a JSON decoder waits for nothing", e);
        } finally {
            decoder.close();
        }
        return verdicts;
    }

    private static SourceRecord record(String line, int offset) {
        return new SourceRecord(
                new SourcePosition("recorded", 0, offset),
                RECORD_MILLIS,
                "key".getBytes(StandardCharsets.UTF_8),
                line.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    private static String verdict(
            Decoded message, SequenceTracker tracker, Map<InstrumentKey, SequenceCursor> series) {
        if (message instanceof SequencedMessage sequenced) {
            return text(
                    series.computeIfAbsent(sequenced.instrument(), key -> new SequenceCursor())
                            .judge(tracker, sequenced));
        }
        return message instanceof DeadLetter letter
                ? "DEAD_LETTER " + letter.reason().word()
                : ((UnsequencedMessage) message).heartbeat() ? "HEARTBEAT" : "UNSEQUENCED";
    }

    private static String text(SequenceVerdict verdict) {
        VerdictDetail detail = verdict.detail();
        String more =
                switch (verdict.type()) {
                    case GAP -> verdict.gapSize() == 0 ? "?" : Long.toString(verdict.gapSize());
                    case RESET -> detail == null ? "ratio" : detail.cause().word();
                    case DUPLICATE ->
                            detail != null && detail.expectedDuplicate() ? "expected" : "";
                    case OUT_OF_ORDER -> detail != null && detail.fills() != null ? "fills" : "";
                    case NORMAL, HEARTBEAT -> "";
                };
        return more.isEmpty() ? verdict.type().name() : verdict.type() + " " + more;
    }
}
