package com.k2.sequence.benchmark.growth;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePartition;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One partition's messages, computed from their offsets, so that a feed of any number of keys takes
 * no memory and its verdicts are known without one having been tracked.
 *
 * <p>The partition's keys come in passes, every key once a pass, in an order that jumps about. Pass
 * 0 is what an earlier job has tracked; the feed sends from pass 1 on. A key's number rises by one
 * a pass, but for one message in {@value #FAULT_EVERY}: that is a duplicate, out of order or a
 * reset, and the message after it is a gap.
 *
 * @param partition in which the messages stand
 * @param firstKey the number of its first key
 * @param keyStep from one of its keys to the next
 * @param keys how many it has
 */
record GrowthFeed(int partition, long firstKey, int keyStep, long keys) implements Serializable {

    static final String TOPIC = "growth";
    static final String TOPIC_ID = "growth-benchmark-topic";
    static final String EXCHANGE = "bench";
    static final int MESSAGE_BYTES = 200;

    /** One message of a key in so many is faulty. */
    static final int FAULT_EVERY = 100;

    private static final long FIRST_NUMBER = 1000;
    private static final long FIRST_TIME = 1_768_125_600_000_000_000L;

    /** A prime above any number of keys, so that a pass visits every key once. */
    private static final long STRIDE = 2_654_435_761L;

    /** So that a product with the stride is a {@code long}. */
    private static final long MOST_KEYS = Integer.MAX_VALUE;

    private static final Headers NO_HEADERS = new RecordHeaders();
    private static final byte[] VALUE = value();

    GrowthFeed {
        if (partition < 0 || firstKey < 0 || keyStep < 1 || keys < 1 || keys > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "no such feed: " + partition + ", " + firstKey + ", " + keyStep + ", " + keys);
        }
    }

    /** The message at this offset. */
    SequencedMessage message(long offset) {
        long key = key(offset);
        return new SequencedMessage(
                new InstrumentKey(EXCHANGE, symbol(key)),
                number(key, pass(offset)),
                time(offset),
                new SourceRecord(
                        position(offset), time(offset) / 1_000_000, null, VALUE, NO_HEADERS));
    }

    /**
     * What the message at this offset is.
     *
     * @param tracked whether the state of pass 0 is known when pass 1 comes
     */
    VerdictType verdict(long offset, boolean tracked) {
        long key = key(offset);
        long pass = pass(offset);
        if (pass == 1 && !tracked) {
            return VerdictType.NORMAL;
        }
        VerdictType fault = fault(key, pass);
        if (fault != null) {
            return fault;
        }
        return fault(key, pass - 1) == null ? VerdictType.NORMAL : VerdictType.GAP;
    }

    /** Which pass the message at this offset belongs to. */
    long pass(long offset) {
        return offset / keys;
    }

    SourcePosition position(long offset) {
        return new SourcePosition(new SourcePartition(TOPIC, TOPIC_ID, partition), offset);
    }

    /** In nanoseconds since 1970. */
    static long time(long offset) {
        return FIRST_TIME + offset * 1_000;
    }

    private long key(long offset) {
        return firstKey + offset % keys * STRIDE % keys * keyStep;
    }

    private static String symbol(long key) {
        return "S" + key;
    }

    private static long number(long key, long pass) {
        VerdictType fault = fault(key, pass);
        if (fault == null) {
            return FIRST_NUMBER + pass;
        }
        return switch (fault) {
            case DUPLICATE -> FIRST_NUMBER + pass - 1;
            case OUT_OF_ORDER -> FIRST_NUMBER + pass - 2;
            default -> 1;
        };
    }

    /** What is wrong with a key's message of this pass; null if nothing is. */
    private static VerdictType fault(long key, long pass) {
        if (pass < 1 || (key + pass) % FAULT_EVERY != 0) {
            return null;
        }
        return switch ((int) ((key + pass) / FAULT_EVERY % 3)) {
            case 0 -> VerdictType.DUPLICATE;
            case 1 -> VerdictType.OUT_OF_ORDER;
            default -> VerdictType.RESET;
        };
    }

    private static byte[] value() {
        byte[] value = new byte[MESSAGE_BYTES];
        Arrays.fill(value, (byte) 'x');
        return value;
    }
}
