package com.k2.sequence.chaos;

import com.k2.sequence.chaos.account.Comparison;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a chaos run went.
 *
 * @param faults what was done
 * @param recoveries how often all tasks of the job ran again after they had not
 * @param comparison of all that came out
 */
record ChaosReport(FaultLog faults, int recoveries, Comparison comparison) {

    /** Whether everything is as it should be. */
    boolean isRight() {
        return comparison.isRight();
    }

    /** The first differences of each output. */
    List<String> differences() {
        return comparison.differences();
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
        line(text, "%-42s %7d", "messages", comparison.messages());
        line(text, "%-42s %7d", "of them appended again by the feed", comparison.copies());
        return text.append('\n').append(comparison.text()).toString();
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
