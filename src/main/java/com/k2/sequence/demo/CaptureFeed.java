package com.k2.sequence.demo;

import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.io.DeadLetter;
import com.k2.sequence.io.Decoded;
import com.k2.sequence.io.SequencedMessage;
import com.k2.sequence.io.SourceRecord;
import com.k2.sequence.io.json.JsonMessageDecoder;
import com.k2.sequence.job.SequenceTrackerOptions;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.SourcePosition;
import com.k2.sequence.tracking.TrackingRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A recorded feed. What the job must find is what one reader finds who takes line after line: the
 * same decoder and rule, without Kafka, Flink and Redis.
 */
final class CaptureFeed implements Feed {

    private static final String TOPIC = "market.capture";

    private final CaptureFile file;
    private final CaptureSource source;
    private final int partitions;
    private final JsonMessageDecoder decoder;
    private final SequenceTracker tracker = new SequenceTracker(TrackingRules.DEFAULT);
    private final Map<InstrumentKey, SequenceState> states = new HashMap<>();
    private final Tally expected = new Tally();
    private long lines;

    /**
     * @param partitions of the topic; messages of one instrument share a partition
     */
    CaptureFeed(Path path, CaptureSource source, int partitions) throws IOException {
        this.file = new CaptureFile(path);
        this.source = source;
        this.partitions = partitions;
        this.decoder =
                new JsonMessageDecoder(
                        source.fields(),
                        (int)
                                SequenceTrackerOptions.SINK_MAX_RECORD_SIZE
                                        .defaultValue()
                                        .getBytes());
    }

    @Override
    public List<String> topics() {
        return List.of(TOPIC);
    }

    @Override
    public Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>(source.options());
        options.put("source." + source.name() + ".topics", TOPIC);
        return options;
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() throws IOException {
        byte[] line = file.next();
        if (line == null) {
            return null;
        }
        long now = System.currentTimeMillis();
        Decoded decoded =
                decoder.decode(
                        new SourceRecord(
                                new SourcePosition(TOPIC, 0, lines++),
                                now,
                                null,
                                line,
                                new RecordHeaders()));
        int partition = 0;
        if (decoded instanceof SequencedMessage message) {
            partition = Math.floorMod(message.instrument().hashCode(), partitions);
            track(message);
        } else if (decoded instanceof DeadLetter deadLetter) {
            expected.add(deadLetter.reason());
        } else {
            expectUnsequenced();
        }
        return new ProducerRecord<>(TOPIC, partition, now, null, line);
    }

    private void track(SequencedMessage message) {
        SequenceTransition transition =
                tracker.track(
                        states.get(message.instrument()), message.sequence(), message.timestamp());
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
    public void close() throws IOException {
        file.close();
    }
}
