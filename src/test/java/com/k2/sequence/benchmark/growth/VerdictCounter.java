package com.k2.sequence.benchmark.growth;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that keeps of every record but its verdict's count, for any thread of this JVM to read.
 */
final class VerdictCounter implements Sink<CheckedRecord> {

    private static final Collection<AtomicLongArray> COUNTS = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<CheckedRecord> createWriter(WriterInitContext context) {
        AtomicLongArray counts = new AtomicLongArray(VerdictType.values().length);
        COUNTS.add(counts);
        return new Writer(counts);
    }

    /** Records so far. */
    static long total() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records so far, by verdict. */
    static Map<VerdictType, Long> counts() {
        Map<VerdictType, Long> sums = new EnumMap<>(VerdictType.class);
        for (VerdictType type : VerdictType.values()) {
            sums.put(type, COUNTS.stream().mapToLong(c -> c.get(type.ordinal())).sum());
        }
        return sums;
    }

    private static final class Writer implements SinkWriter<CheckedRecord> {

        private final AtomicLongArray counts;

        Writer(AtomicLongArray counts) {
            this.counts = counts;
        }

        @Override
        public void write(CheckedRecord record, Context context) {
            int verdict = record.verdict().type().ordinal();
            // One thread writes, so this need not be atomic, only seen.
            counts.lazySet(verdict, counts.getPlain(verdict) + 1);
        }

        @Override
        public void flush(boolean endOfInput) {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // The counts stay.
        }
    }
}
