package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.numbers.MessageMarks;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The messages of one partition: its instruments at random, each counting up, with gaps,
 * duplicates, late copies and resets in between. A few nanoseconds a message. Equal partitions give
 * equal messages, and a longer one begins like a shorter one. Not thread-safe.
 */
final class EngineFeed implements Iterator<SequencedMessage> {

    /** Bytes of a message's value; there is nothing to read in it. */
    static final int VALUE_BYTES = 200;

    static final String TOPIC = "engine.ticks";

    /** Of a million messages. */
    private static final int GAPS = 350;

    private static final int DUPLICATES = GAPS + 300;
    private static final int LATE_COPIES = DUPLICATES + 300;
    private static final int RESETS = LATE_COPIES + 50;
    private static final int ALL = 1_000_000;

    private static final int HIGHEST_START = 1_000_000;
    private static final int LONGEST_DELAY = 5;
    private static final int HIGHEST_RESTART = 100;
    private static final long START_NANOS = 1_768_125_600_000_000_000L;
    private static final long STEP_NANOS = 1_000;

    /**
     * Which messages.
     *
     * @param partition the number of this one, from 0
     * @param partitions of the whole feed; each has the instruments whose number leaves its own
     *     when divided by this
     * @param symbols instruments of the whole feed, at least {@code partitions}
     * @param messages how many this partition has
     * @param seed equal seeds give equal messages
     * @param numbering whether messages name the ones before them
     */
    record Partition(
            int partition,
            int partitions,
            int symbols,
            long messages,
            long seed,
            Numbering numbering)
            implements Serializable {}

    private final Partition partition;
    private final SourcePartition source;
    private final SplittableRandom random;
    private final InstrumentKey[] instruments;
    private final long[] last;
    private final byte[] value = new byte[VALUE_BYTES];
    private final RecordHeaders headers = new RecordHeaders();
    private long given;

    EngineFeed(Partition partition) {
        this.partition = partition;
        this.source = new SourcePartition(TOPIC, null, partition.partition);
        this.random = new SplittableRandom(partition.seed + partition.partition);
        int count =
                (partition.symbols - partition.partition + partition.partitions - 1)
                        / partition.partitions;
        this.instruments = new InstrumentKey[count];
        this.last = new long[count];
        for (int i = 0; i < count; i++) {
            int number = i * partition.partitions + partition.partition;
            instruments[i] = new InstrumentKey("x" + number % 4, String.format("S%05d", number));
            last[i] = random.nextInt(HIGHEST_START);
        }
        random.nextBytes(value);
        headers.setReadOnly();
    }

    /** How many messages it has given so far. */
    long given() {
        return given;
    }

    @Override
    public boolean hasNext() {
        return given < partition.messages;
    }

    @Override
    public SequencedMessage next() {
        return next(-1);
    }

    /**
     * The next message.
     *
     * @param recordTimestamp what the record has for its time; nothing tracks by it
     */
    SequencedMessage next(long recordTimestamp) {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int instrument = random.nextInt(instruments.length);
        long before = last[instrument];
        long sequence = nextSequence(instrument);
        long offset = given++;
        return new SequencedMessage(
                instruments[instrument],
                sequence,
                sequence,
                START_NANOS + offset * STEP_NANOS,
                0,
                extras(before, sequence, instrument),
                new SourceRecord(
                        new SourcePosition(source, offset), recordTimestamp, null, value, headers));
    }

    /** A restart names what was last; any other message the number before its own. */
    private MessageExtras extras(long before, long sequence, int instrument) {
        if (partition.numbering != Numbering.CHAINED) {
            return null;
        }
        boolean restart = last[instrument] == sequence && sequence < before;
        return new MessageExtras(
                restart ? before : sequence - 1, MessageMarks.NONE, MessageExtras.ALONE);
    }

    private long nextSequence(int instrument) {
        int lot = random.nextInt(ALL);
        if (lot >= RESETS) {
            return ++last[instrument];
        }
        if (lot < GAPS) {
            long missing = (long) Math.pow(10, 4 * random.nextDouble());
            return last[instrument] += 1 + missing;
        }
        if (lot < DUPLICATES) {
            return last[instrument];
        }
        if (lot < LATE_COPIES) {
            return Math.max(0, last[instrument] - 1 - random.nextInt(LONGEST_DELAY));
        }
        return last[instrument] = random.nextInt(HIGHEST_RESTART);
    }
}
