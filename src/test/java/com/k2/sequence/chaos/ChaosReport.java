package com.k2.sequence.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a chaos run went.
 *
 * @param faults what was done
 * @param recoveries how often all tasks of the job ran again after they had not
 * @param messages how many the input topic has
 * @param copies how many of them Kafka's producer has appended again
 * @param exactlyOnce whether nothing may be repeated
 * @param results of the comparison, one for each output and one for Redis
 */
record ChaosReport(
        FaultLog faults,
        int recoveries,
        long messages,
        long copies,
        boolean exactlyOnce,
        List<OutputCheck.Result> results) {

    /** Whether everything is as it should be. */
    boolean isRight() {
        return results.stream().allMatch(this::isRight);
    }

    private boolean isRight(OutputCheck.Result result) {
        return result.wrong() == 0
                && result.lost() == 0
                && (result.repeated() == 0 || !exactlyOnce);
    }

    /** The first differences of each output. */
    List<String> differences() {
        List<String> all = new ArrayList<>();
        results.stream()
                .filter(result -> !isRight(result))
                .forEach(
                        result -> {
                            all.addAll(result.differences());
                            if (exactlyOnce && result.repeated() > 0) {
                                all.add(result.output() + ": " + result.repeated() + " repeated");
                            }
                        });
        return all;
    }

    /** The tables, for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-42s %7s  %s", "faults", "times", "back to work: median, longest");
        for (FaultKind kind : FaultKind.values()) {
            if (faults.count(kind) > 0) {
                line(
                        text,
                        "%-42s %7d  %s",
                        kind.label(),
                        faults.count(kind),
                        times(faults.timesBack(kind)));
            }
        }
        line(text, "%-42s %7d", "in all", faults.total());
        line(text, "%-42s %7d", "recoveries of the job", recoveries);
        line(text, "%-42s %7d", "messages", messages);
        line(text, "%-42s %7d", "of them appended again by the feed", copies);
        text.append('\n');
        line(
                text,
                "%-14s %11s %11s %8s %8s %9s",
                "output",
                "expected",
                "found",
                "wrong",
                "lost",
                "repeated");
        for (OutputCheck.Result result : results) {
            line(
                    text,
                    "%-14s %11d %11d %8d %8d %9d",
                    result.output(),
                    result.expected(),
                    result.found(),
                    result.wrong(),
                    result.lost(),
                    result.repeated());
        }
        return text.toString();
    }

    private static String times(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%.1f s, %.1f s (%d alone)",
                seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.get(sorted.size() - 1)),
                sorted.size());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
