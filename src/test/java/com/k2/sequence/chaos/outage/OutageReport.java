package com.k2.sequence.chaos.outage;

import com.k2.sequence.chaos.account.Comparison;
import com.k2.sequence.chaos.outage.OutageSample.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How an outage run went.
 *
 * @param options of the run
 * @param samples all that were taken, in their order
 * @param largestHeap the limit of a TaskManager's heap, in bytes
 * @param restarts how often the job was started again
 * @param outOfMemory the processes that ran out of memory
 * @param comparison of all that came out
 */
record OutageReport(
        OutageOptions options,
        List<OutageSample> samples,
        long largestHeap,
        int restarts,
        List<String> outOfMemory,
        Comparison comparison) {

    /**
     * What the live heap of a TaskManager may grow by from the third quarter of the outage to the
     * fourth. By then all keys have turned up, so there is nothing left that it should grow with;
     * what varies are records on their way. Were messages kept, 40,000 of them would be more.
     */
    static final long MOST_GROWTH = 8L << 20;

    /** The job's own defaults. */
    private static final int MAX_WAITING = 10_000;

    private static final int PIPELINE_SIZE = 1_000;
    private static final int THIRD = 2;
    private static final int FOURTH = 3;
    private static final double QUARTERS = 4;

    /**
     * What is not as it should be whatever the clock says, for people; empty where everything is.
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (restarts > 0) {
            problems.add("the job was started again " + restarts + " times");
        }
        outOfMemory.forEach(process -> problems.add(process + " ran out of memory"));
        atMost(problems, "waiting messages", mostWaiting(), options.taskManagers() * MAX_WAITING);
        atMost(
                problems,
                "pending updates",
                mostPending(),
                options.keys() + options.taskManagers() * PIPELINE_SIZE);
        problems.addAll(comparison.differences());
        return problems;
    }

    /**
     * Where memory grew in the second half of the outage, for people; empty where it did not. Says
     * something of a long outage alone: in a short one keys still turn up on a slow machine, and
     * what is on its way varies by as much.
     */
    List<String> growth() {
        List<String> problems = new ArrayList<>();
        for (int number = 0; number < options.taskManagers(); number++) {
            if (growth(number) > MOST_GROWTH) {
                problems.add(
                        String.format(
                                Locale.ROOT,
                                "the live heap of TaskManager %d grew by %.1f MB in the second half"
                                        + " of the outage, %.1f MB are allowed",
                                number,
                                megabytes(growth(number)),
                                megabytes(MOST_GROWTH)));
            }
        }
        return problems;
    }

    long mostWaiting() {
        return most(sample -> sample.numbers().waiting());
    }

    /** Most keys in the outage whose newest state was not in Redis. */
    long mostPending() {
        return most(sample -> sample.numbers().pending());
    }

    /** Messages that came to the tracking operator in the second half of the outage. */
    long judgedInSecondHalf() {
        List<OutageSample> half = new ArrayList<>(quarter(THIRD));
        half.addAll(quarter(FOURTH));
        return half.get(half.size() - 1).numbers().judged() - half.get(0).numbers().judged();
    }

    /** From the median of the third quarter of the outage to that of the fourth, in bytes. */
    private long growth(int taskManager) {
        return median(taskManager, FOURTH) - median(taskManager, THIRD);
    }

    /** The tables, for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-14s %8s %8s %12s %12s %8s %8s %10s",
                "live heap, MB",
                "before",
                "highest",
                "3rd quarter",
                "4th quarter",
                "after",
                "of",
                "RSS");
        for (int number = 0; number < options.taskManagers(); number++) {
            int taskManager = number;
            List<OutageSample> before = of(Phase.BEFORE);
            line(
                    text,
                    "%-14s %8.1f %8.1f %12.1f %12.1f %8.1f %8.0f %10.0f",
                    "TaskManager " + number,
                    megabytes(before.get(before.size() - 1).liveHeap().get(number)),
                    megabytes(most(sample -> sample.liveHeap().get(taskManager))),
                    megabytes(median(number, THIRD)),
                    megabytes(median(number, FOURTH)),
                    megabytes(of(Phase.AFTER).get(0).liveHeap().get(number)),
                    megabytes(largestHeap),
                    megabytes(most(sample -> sample.resident().get(taskManager))));
        }
        text.append('\n');
        line(text, "%-48s %,12d", "messages", comparison.messages());
        line(text, "%-48s %,12d", "judged in the second half of the outage", judgedInSecondHalf());
        line(text, "%-48s %,12d", "waiting for a lookup, at most", mostWaiting());
        line(text, "%-48s %,12d", "keys not in Redis, at most", mostPending());
        line(text, "%-48s %,12d", "restarts of the job", restarts);
        return text.append('\n').append(comparison.text()).toString();
    }

    static double megabytes(long bytes) {
        return bytes / (double) (1 << 20);
    }

    private static void atMost(List<String> problems, String what, long found, long allowed) {
        if (found > allowed) {
            problems.add(String.format("%d %s, at most %d are allowed", found, what, allowed));
        }
    }

    private long most(ToLongFunction<OutageSample> number) {
        return of(Phase.AWAY).stream().mapToLong(number).max().orElseThrow();
    }

    private long median(int taskManager, int quarter) {
        List<Long> sorted =
                quarter(quarter).stream()
                        .map(sample -> sample.liveHeap().get(taskManager))
                        .sorted()
                        .toList();
        return sorted.get(sorted.size() / 2);
    }

    private List<OutageSample> quarter(int quarter) {
        List<OutageSample> away = of(Phase.AWAY);
        double end = Math.nextUp(away.get(away.size() - 1).seconds());
        return away.stream()
                .filter(sample -> (int) (QUARTERS * sample.seconds() / end) == quarter)
                .toList();
    }

    private List<OutageSample> of(Phase phase) {
        return samples.stream().filter(sample -> sample.phase() == phase).toList();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
