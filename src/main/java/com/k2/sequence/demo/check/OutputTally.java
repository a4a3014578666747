package com.k2.sequence.demo.check;

import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.tracking.verdict.EventKind;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Counts what the job's output topics say of each message, read as any other program would read
 * them: by the words of the contract. One thread adds; any thread may read.
 */
public final class OutputTally {

    private static final Map<String, Outcome> VERDICTS =
            Arrays.stream(VerdictType.values())
                    .collect(Collectors.toMap(VerdictType::name, Outcome::of));
    private static final Map<String, Outcome> REASONS =
            Arrays.stream(DeadLetter.Reason.values())
                    .collect(Collectors.toMap(DeadLetter.Reason::word, Outcome::of));

    private final Tally ownTopics = new Tally();
    private final Tally sequenced = new Tally();
    private final AtomicLong messages = new AtomicLong();
    private volatile String firstStray;

    /** What events and dead letters say. */
    public Tally ownTopics() {
        return ownTopics;
    }

    /** What the headers in the sequenced topic say. */
    public Tally sequenced() {
        return sequenced;
    }

    /** Messages that came out, checked or not: sequenced and dead letters. */
    public long messages() {
        return messages.get();
    }

    /** The first record in the wrong topic or with a wrong form; null if there is none. */
    public String firstStray() {
        return firstStray;
    }

    void addSequenced(ConsumerRecord<byte[], byte[]> record) {
        messages.incrementAndGet();
        String word = header(record, "sequence-event");
        Outcome outcome = "UNSEQUENCED".equals(word) ? Outcome.UNSEQUENCED : VERDICTS.get(word);
        if (outcome == null || header(record, "sequence-replayed") != null) {
            stray(record, "has sequence-event " + word + ", perhaps replayed");
            return;
        }
        sequenced.add(outcome);
        if (outcome == Outcome.GAP) {
            String size = header(record, "sequence-gap-size");
            sequenced.add(Outcome.MISSING, size == null ? 0 : Long.parseLong(size));
        }
    }

    void addDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        messages.incrementAndGet();
        String word = header(record, "dead-letter-reason");
        Outcome outcome = REASONS.get(word);
        if (outcome == null) {
            stray(record, "has dead-letter-reason " + word);
            return;
        }
        ownTopics.add(outcome);
    }

    /**
     * @param kind the only kind that belongs into the record's topic, raised by a verdict
     */
    void addEvent(ConsumerRecord<byte[], byte[]> record, EventKind kind) {
        EventText event = EventText.read(record.value());
        if (!kind.name().equals(event.type())) {
            stray(record, "is of type " + event.type());
        } else if (kind == EventKind.GAP) {
            ownTopics.addGap(GapSeverity.valueOf(event.severity()), event.gapSize());
        } else {
            ownTopics.add(Outcome.of(kind.verdict()));
        }
    }

    private void stray(ConsumerRecord<byte[], byte[]> record, String what) {
        if (firstStray == null) {
            firstStray =
                    record.topic() + '/' + record.partition() + '@' + record.offset() + ' ' + what;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
