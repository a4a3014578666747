package com.k2.sequence.demo;

import com.k2.sequence.demo.local.JobMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The figures of a running job by exchange, as text. Used by one thread. */
final class LiveTable {

    private static final String ALL = "all";
    private static final List<String> HEADINGS =
            List.of(
                    "exchange",
                    "messages/s",
                    "last in Redis",
                    "gaps",
                    "missing",
                    "duplicates",
                    "out of order",
                    "resets",
                    "lag");
    private static final List<String> COUNTED =
            List.of("gaps", "missing", "duplicates", "out_of_order", "resets");
    private static final String ROW = "%-10s %11s  %-22s %9s %12s %10s %12s %7s %9s";

    private final JobMetrics metrics;
    private final LastNumbers lastNumbers;
    private final FeedSender sender;
    private final Map<String, Long> messagesBefore = new HashMap<>();
    private long begin;
    private long before;

    LiveTable(JobMetrics metrics, LastNumbers lastNumbers, FeedSender sender) {
        this.metrics = metrics;
        this.lastNumbers = lastNumbers;
        this.sender = sender;
        this.begin = System.nanoTime();
        this.before = begin;
    }

    /** The current table; rates are since the last call. */
    List<String> lines() {
        long now = System.nanoTime();
        double seconds = (now - before) / 1e9;
        before = now;
        lastNumbers.refresh();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, ROW, HEADINGS.toArray()));
        for (String exchange : metrics.exchanges()) {
            String topic = GeneratedFeed.topicOf(exchange);
            long sent = sender.sentTo(topic);
            lines.add(
                    row(
                            exchange,
                            seconds,
                            lastNumbers.of(exchange),
                            name -> metrics.count(exchange, name),
                            sent == 0 ? "" : number(sent - metrics.readFrom(topic))));
        }
        lines.add(row(ALL, seconds, "", metrics::count, number(lag())));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%4d s: %,d messages fed, %,d dead letters, %,d unsequenced; Redis: %,d"
                                + " updates to come, the oldest %,d ms old",
                        Duration.ofNanos(now - begin).toSeconds(),
                        sender.sent(),
                        metrics.sum("dead_letters"),
                        metrics.sum("unsequenced"),
                        metrics.sum("redis_pending"),
                        metrics.max("redis_lag_ms")));
        return lines;
    }

    private String row(
            String name, double seconds, String last, ToLongFunction<String> count, String lag) {
        long messages = count.applyAsLong("messages");
        long more = messages - messagesBefore.getOrDefault(name, 0L);
        messagesBefore.put(name, messages);
        List<Object> cells = new ArrayList<>();
        cells.add(name);
        cells.add(number(Math.round(more / seconds)));
        cells.add(last);
        for (String counted : COUNTED) {
            cells.add(number(count.applyAsLong(counted)));
        }
        cells.add(lag);
        return String.format(Locale.ROOT, ROW, cells.toArray());
    }

    /** Messages that are in Kafka and that the job has not read yet. */
    private long lag() {
        return sender.topics().stream()
                .mapToLong(topic -> sender.sentTo(topic) - metrics.readFrom(topic))
                .sum();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
