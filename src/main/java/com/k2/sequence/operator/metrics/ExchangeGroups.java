package com.k2.sequence.operator.metrics;

import com.k2.sequence.operator.buffer.SeededHash;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counters of each exchange, bounded in number and in what a scrape of them takes, since
 * exchanges may come from messages. What has no place is counted together.
 *
 * <p>While there are places an exchange gets one at its first message. Once one was refused, an
 * exchange that had no message for ten minutes or more gives its place up, and one gets it that
 * comes again soon after its first message. So real exchanges, which come all the time, keep theirs
 * or find one, and a flood of invented ones has none of them for long. Used by one thread.
 */
final class ExchangeGroups {

    /** An exchange may come from the data: past this many, the rest is counted together. */
    static final int MAX_EXCHANGES = 1000;

    /** The name of that rest. */
    static final String OTHER_EXCHANGES = "(other)";

    /**
     * Bytes of a scrape that the exchanges of all subtasks in this process may take. A scrape is at
     * most 5 MB, and Flink's own metrics and Kafka's are in it too.
     */
    static final long MAX_SCRAPE_BYTES = 4_000_000;

    static final Duration SILENCE = Duration.ofMinutes(10);

    /** Flink keeps the name of a group that was closed: so many, and then places stay taken. */
    static final int MAX_GIVEN_UP = 10_000;

    /** Exchanges without a place that may be recognised at their second message. */
    private static final int RECOGNISED = 1 << 12;

    /** Of a series beside its labels: metric's name, value, marks; and of each label: its marks. */
    private static final int SERIES_BYTES = 90;

    private static final int LABEL_BYTES = 4;

    /** Most bytes of a character. */
    private static final int CHARACTER_BYTES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeGroups.class);

    private static final AtomicLong SCRAPE_BYTES = new AtomicLong();

    private final MetricGroup group;
    private final Set<String> allowed;
    private final LongSupplier nanoTime;
    private final int labels;
    private final Map<String, ExchangeCounters> places = new HashMap<>();
    private ExchangeCounters other;

    /** Hashes of exchanges that were refused lately; made with the first one. */
    private long[] refused;

    private long lookedThrough;
    private int givenUp;

    /**
     * @param allowed the exchanges that get a place; empty: any
     * @param nanoTime as {@link System#nanoTime}
     */
    ExchangeGroups(MetricGroup group, Set<String> allowed, LongSupplier nanoTime) {
        this.group = group;
        this.allowed = allowed;
        this.nanoTime = nanoTime;
        this.labels =
                group.getAllVariables().entrySet().stream()
                        .mapToInt(e -> e.getKey().length() + e.getValue().length() + LABEL_BYTES)
                        .sum();
    }

    /** The counters of an exchange, or of those without a place. */
    ExchangeCounters of(String exchange) {
        String name =
                exchange.length() <= ExchangeName.MAX_LENGTH ? exchange : ExchangeName.of(exchange);
        ExchangeCounters counters = places.get(name);
        return counters != null ? counters : admit(exchange, name);
    }

    /** Gives all places up. */
    void close() {
        places.forEach((name, counters) -> release(name));
        places.clear();
    }

    private ExchangeCounters admit(String exchange, String name) {
        if (!allowed.isEmpty() && !allowed.contains(exchange) || name.equals(OTHER_EXCHANGES)) {
            return other();
        }
        if (refused != null && !isRecognised(name)) {
            return other();
        }
        if (!takePlace(name)) {
            refuse();
            if (!takePlace(name)) {
                return other();
            }
        }
        ExchangeCounters counters = countersOf(ExchangeName.of(name));
        places.put(name, counters);
        return counters;
    }

    private boolean isRecognised(String name) {
        long hash = SeededHash.of(0, name);
        int slot = (int) hash & RECOGNISED - 1;
        boolean recognised = refused[slot] == hash;
        refused[slot] = hash;
        return recognised;
    }

    private boolean takePlace(String name) {
        if (places.size() >= MAX_EXCHANGES) {
            return false;
        }
        if (SCRAPE_BYTES.addAndGet(bytes(name)) > MAX_SCRAPE_BYTES) {
            release(name);
            return false;
        }
        return true;
    }

    private void release(String name) {
        SCRAPE_BYTES.addAndGet(-bytes(name));
    }

    private long bytes(String name) {
        int label =
                SequenceMetric.EXCHANGE_GROUP.length()
                        + CHARACTER_BYTES * ExchangeName.of(name).length()
                        + LABEL_BYTES;
        return (long) ExchangeCounters.COUNTERS * (SERIES_BYTES + labels + label);
    }

    private void refuse() {
        long now = nanoTime.getAsLong();
        if (refused == null) {
            refused = new long[RECOGNISED];
            lookedThrough = now;
            places.values().forEach(ExchangeCounters::takeUsed);
            LOG.warn(
                    "Metrics have {} exchanges, and no place for more: the rest is counted as {}. The"
                            + " option exchanges lists those to count by name.",
                    places.size(),
                    OTHER_EXCHANGES);
        } else if (now - lookedThrough >= SILENCE.toNanos()) {
            lookedThrough = now;
            places.entrySet().removeIf(place -> givesUp(place.getKey(), place.getValue()));
        }
    }

    private boolean givesUp(String name, ExchangeCounters counters) {
        if (counters.takeUsed() || givenUp == MAX_GIVEN_UP) {
            return false;
        }
        givenUp++;
        counters.close();
        release(name);
        return true;
    }

    private ExchangeCounters other() {
        if (other == null) {
            other = countersOf(OTHER_EXCHANGES);
        }
        return other;
    }

    private ExchangeCounters countersOf(String name) {
        return new ExchangeCounters(group.addGroup(SequenceMetric.EXCHANGE_GROUP, name));
    }
}
