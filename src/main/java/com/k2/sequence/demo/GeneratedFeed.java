package com.k2.sequence.demo;

import com.k2.sequence.demo.feed.FaultInjector;
import com.k2.sequence.demo.feed.FaultRates;
import com.k2.sequence.demo.feed.FeedGenerator;
import com.k2.sequence.demo.feed.FeedMessage;
import com.k2.sequence.demo.feed.Instruments;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Generated messages with injected faults, a topic for each exchange. Endless. */
final class GeneratedFeed implements Feed {

    private static final Map<String, String> SOURCE_OPTIONS =
            Map.of(
                    "source.ticks.exchange-field", "/exchange",
                    "source.ticks.symbol-field", "/symbol",
                    "source.ticks.sequence-field", "/sequence",
                    "source.ticks.timestamp-field", "/timestamp");

    private final List<InstrumentKey> instruments;
    private final FaultInjector injector;

    GeneratedFeed(DemoOptions options) {
        this.instruments = Instruments.of(options.exchanges(), options.symbols());
        this.injector =
                new FaultInjector(
                        options.recordedTimes()
                                ? new FeedGenerator(options.seed(), instruments)
                                : new FeedGenerator(
                                        options.seed(),
                                        instruments,
                                        () -> EpochNanos.of(Instant.now())),
                        FaultRates.of(options.faults()),
                        options.seed());
    }

    static String topicOf(String exchange) {
        return "market.ticks." + exchange;
    }

    @Override
    public List<String> topics() {
        return instruments.stream()
                .map(instrument -> topicOf(instrument.exchange()))
                .distinct()
                .toList();
    }

    @Override
    public Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>(SOURCE_OPTIONS);
        options.put("source.ticks.topics", String.join(",", topics()));
        return options;
    }

    @Override
    public ProducerRecord<byte[], byte[]> next() {
        FeedMessage message = injector.next();
        return new ProducerRecord<>(
                topicOf(message.instrument().exchange()), message.key(), message.value());
    }

    @Override
    public Tally expected() {
        return injector.injected();
    }

    @Override
    public Map<InstrumentKey, SequenceState> states() {
        return injector.states();
    }
}
