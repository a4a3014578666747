package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.CheckedRecord;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The one sink of all variants: compares each verdict with the expected one, and forgets it.
 * Messages of a variant without verdicts are counted alone: it is spared the comparison.
 */
final class CheckingSink implements Sink<CheckedRecord> {

    private final String account;

    /**
     * @param account the name of the {@link Account} that counts it
     */
    CheckingSink(String account) {
        this.account = account;
    }

    @Override
    public SinkWriter<CheckedRecord> createWriter(WriterInitContext context) {
        return new Writer(Account.named(account));
    }

    private static final class Writer implements SinkWriter<CheckedRecord> {

        private final Account account;
        private final Expected expected;
        private final boolean measuresLatency;
        private final Histogram latencies = new Histogram(3);
        private long latenciesFrom;
        private long received;
        private long wrong;

        private Writer(Account account) {
            this.account = account;
            this.expected = account.expected();
            this.measuresLatency = account.measuresLatency();
        }

        @Override
        public void write(CheckedRecord checked, Context context) {
            if (received++ == 0) {
                latenciesFrom = account.latenciesFrom();
            }
            if (expected != null && !expected.isRight(checked)) {
                wrong++;
            }
            if (measuresLatency) {
                long due = checked.record().timestamp();
                if (due >= latenciesFrom) {
                    latencies.recordValue(System.nanoTime() - due);
                }
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                account.end(received, wrong, latencies);
            }
        }

        @Override
        public void close() {}
    }
}
