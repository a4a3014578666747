package com.k2.sequence.monitoring;

import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FaultRates;
import com.k2.sequence.demo.feed.FeedGenerator;
import com.k2.sequence.demo.feed.FeedMessage;
import com.k2.sequence.demo.feed.Instruments;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * A market with faults of every kind, in the topics that the shipped options read, until closed.
 */
final class GeneratedMarket implements AutoCloseable {

    private static final int EXCHANGES = 4;
    private static final int SYMBOLS = 400;
    private static final double FAULTS = 0.02;
    private static final long SEED = 1;
    private static final int BATCH = 50;
    private static final long BATCH_MILLIS = 50;

    private final List<InstrumentKey> instruments = Instruments.of(EXCHANGES, SYMBOLS);
    private final FaultInjector feed =
            new FaultInjector(new FeedGenerator(SEED, instruments), FaultRates.of(FAULTS), SEED);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    List<String> topics() {
        return instruments.stream()
                .map(instrument -> topic(instrument.exchange()))
                .distinct()
                .toList();
    }

    /**
     * Begins to send.
     *
     * @return done only when sending has failed
     */
    ScheduledFuture<?> sendTo(Topics kafka) {
        return thread.scheduleAtFixedRate(
                () -> kafka.produce(batch()), 0, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private List<ProducerRecord<byte[], byte[]>> batch() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            FeedMessage message = feed.next();
            records.add(
                    new ProducerRecord<>(
                            topic(message.instrument().exchange()),
                            message.key(),
                            message.value()));
        }
        return records;
    }

    private static String topic(String exchange) {
        return "market.ticks." + exchange;
    }

    /** Sends nothing any more. */
    @Override
    public void close() {
        thread.shutdown();
        Awaitility.await("the end of the feed").until(thread::isTerminated);
    }
}
