package com.k2.sequence.demo;

import com.k2.sequence.config.SinkOptions;
import com.k2.sequence.decode.json.JsonMessageDecoder;
import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.Decoded;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A recorded feed. The job must find what one sequential reader of its lines finds: the same
 * decoder and rule, without Kafka, Flink and Redis.
 */
final class CaptureFeed implements Feed {

    private static final String TOPIC = CaptureSource.TOPIC;

    private final CaptureFile file;
    private final CaptureSource source;
    private final int partitions;
    private final JsonMessageDecoder decoder;
    private final SequenceTracker tracker = new SequenceTracker(TrackingRule.DEFAULT);
    private final Map<InstrumentKey, SequenceState> states = new HashMap<>();
    private final Tally expected = new Tally();
    private final boolean recordedTimes;

    /** Null until the distance is known, and if times are not moved. */
    private CaptureTimes times;

    private long lines;
    private SourceRecord unsequenced;

    /**
     * @param partitions of the topic; messages of one instrument share a partition
     * @param recordedTimes whether messages keep the times they have; else the last one's is now,
     *     and the others keep their distance to it
     */
    CaptureFeed(Path path, CaptureSource source, int partitions, boolean recordedTimes)
            throws IOException {
        this.source = source;
        this.recordedTimes = recordedTimes || source.fields().timestampField() == null;
        this.partitions = partitions;
        this.decoder =
                new JsonMessageDecoder(
                        source.fields(), (int) (long) SinkOptions.MAX_RECORD_SIZE.defaultValue());
        // A file that can be read only once, such as a pipe, is moved by its first message.
        if (!this.recordedTimes && Files.isRegularFile(path)) {
            moveTo(latest(path));
        }
        this.file = new CaptureFile(path);
    }

    private long latest(Path path) throws IOException {
        long latest = Long.MIN_VALUE;
        try (CaptureFile once = new CaptureFile(path)) {
            byte[] line;
            while ((line = once.next()) != null) {
                if (decoder.decode(record(line, 0)) instanceof SequencedMessage message) {
                    latest = Math.max(latest, message.timestamp());
                }
            }
        }
        return latest;
    }

    private void moveTo(long timestamp) {
        if (timestamp != Long.MIN_VALUE) {
            times =
                    new CaptureTimes(
                            source.fields().timestampField().toJsonPointer(),
                            timestamp,
                            EpochNanos.of(Instant.now()));
        }
    }

    @Override
    public List<String> topics() {
        return List.of(TOPIC);
    }

    @Override
    public Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>(source.options());
        return options;
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() throws IOException {
        byte[] line = file.next();
        if (line == null) {
            return null;
        }
        long now = System.currentTimeMillis();
        Decoded decoded = decoder.decode(record(line, now));
        if (!recordedTimes && decoded instanceof SequencedMessage message) {
            SequencedMessage moved = moved(message, now);
            decoded = moved;
            line = moved.record().value();
        }
        lines++;
        int partition = 0;
        if (decoded instanceof SequencedMessage message) {
            partition = Math.floorMod(message.instrument().hashCode(), partitions);
            track(message);
        } else if (decoded instanceof DeadLetter deadLetter) {
            expected.add(deadLetter.reason());
        } else {
            unsequenced = record(line, now);
            expectUnsequenced();
        }
        return new ProducerRecord<>(TOPIC, partition, now, null, line);
    }

    /** The message with its time moved, or unchanged if its time can't be moved. */
    private SequencedMessage moved(SequencedMessage message, long now) {
        if (times == null) {
            moveTo(message.timestamp());
        }
        byte[] line = times.moved(message.record().value(), message.timestamp());
        return decoder.decode(record(line, now)) instanceof SequencedMessage moved
                        && moved.timestamp() == times.moved(message.timestamp())
                ? moved
                : message;
    }

    private SourceRecord record(byte[] line, long now) {
        return new SourceRecord(
                new SourcePosition(TOPIC, 0, lines), now, null, line, new RecordHeaders());
    }

    private void track(SequencedMessage message) {
        SequenceTransition transition =
                tracker.track(states.get(message.instrument()), message, message.timestamp());
        states.put(message.instrument(), transition.state());
        expected.add(transition.verdict());
    }

    private void expectUnsequenced() {
        switch (source.unsequencedPolicy()) {
            case PASS -> expected.add(Outcome.UNSEQUENCED);
            case DROP -> {}
            case DEAD_LETTER -> expected.add(DeadLetter.Reason.MISSING_FIELD);
        }
    }

    @Override
    public Tally expected() {
        return expected;
    }

    @Override
    public Map<InstrumentKey, SequenceState> states() {
        return states;
    }

    @Override
    public String note() {
        if (!states.isEmpty() || unsequenced == null) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "Nothing was checked: none of the %,d messages has %s"
                        + " (--source.%s.sequence-field).%nThe last one has these fields: %s",
                lines,
                source.fields().sequenceField(),
                source.name(),
                String.join(", ", decoder.fieldNames(unsequenced)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
