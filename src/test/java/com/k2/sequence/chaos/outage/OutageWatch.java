package com.k2.sequence.chaos.outage;

import com.k2.sequence.chaos.outage.OutageSample.Phase;
import com.k2.sequence.testing.server.FlinkCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Samples job and TaskManagers and prints a line from time to time. A sample collects the garbage
 * of the TaskManagers, so samples lie some seconds apart. For one thread.
 */
final class OutageWatch implements AutoCloseable {

    /** So many samples are taken in the time that Redis is unavailable, about. */
    private static final int SAMPLES = 60;

    private static final int LINES = 10;
    private static final long SHORTEST_MILLIS = 500;

    /** A JobManager on a busy machine may be late; it may not be gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long STEP_MILLIS = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final JobGauges gauges;
    private final List<TaskManagerProbe> probes = new ArrayList<>();
    private final Duration betweenSamples;
    private final Duration betweenLines;
    private final PrintStream out;
    private final List<OutageSample> samples = new ArrayList<>();
    private volatile long read;
    private OutageSample shown;

    /**
     * @param duration how long Redis will be unavailable
     */
    OutageWatch(
            FlinkCluster flink, String job, int taskManagers, Duration duration, PrintStream out)
            throws IOException {
        this.gauges = new JobGauges(flink, job);
        for (int number = 0; number < taskManagers; number++) {
            probes.add(TaskManagerProbe.attachTo(flink.taskManagerPid(number)));
        }
        long millis = Math.max(SHORTEST_MILLIS, duration.toMillis() / SAMPLES);
        this.betweenSamples = Duration.ofMillis(millis);
        this.betweenLines = duration.dividedBy(LINES);
        this.out = out;
        out.printf(
                "%n%-7s %5s %12s %10s %10s %8s %8s %8s %12s%n",
                "Redis",
                "s",
                "judged",
                "a second",
                "live heap",
                "RSS",
                "waiting",
                "pending",
                "checkpoints");
    }

    /** Messages that the job has read, by the newest look. Any thread may ask. */
    long read() {
        return read;
    }

    List<OutageSample> samples() {
        return List.copyOf(samples);
    }

    /** The heap limit of a TaskManager, in bytes. */
    long largestHeap() {
        return probes.get(0).largestHeap();
    }

    /** How often the job was started again. */
    int restarts() throws IOException {
        return gauges.restarts();
    }

    /**
     * Watches until a condition holds and as long as a time has not passed.
     *
     * @param alive fails where going on makes no sense
     * @throws AssertionError if the job does not answer for long
     */
    void watch(Phase phase, Duration atLeast, BooleanSupplier enough, Runnable alive)
            throws InterruptedException {
        long start = System.nanoTime();
        long sampled = start - betweenSamples.toNanos();
        long printed = start;
        long answered = start;
        IOException failure = null;
        while (System.nanoTime() - start < atLeast.toNanos() || !enough.getAsBoolean()) {
            alive.run();
            long now = System.nanoTime();
            try {
                JobGauges.Numbers numbers = gauges.numbers();
                read = numbers.read();
                if (now - sampled >= betweenSamples.toNanos()) {
                    sampled = now;
                    take(phase, (now - start) / NANOS_PER_SECOND, numbers);
                    if (shown == null
                            || shown.phase() != phase
                            || now - printed >= betweenLines.toNanos()) {
                        printed = now;
                        print(samples.get(samples.size() - 1));
                    }
                }
                answered = now;
            } catch (IOException e) {
                failure = e;
            }
            if (now - answered > PATIENCE.toNanos()) {
                throw new AssertionError("the job has not answered for " + PATIENCE, failure);
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    /** Takes one sample and prints it. */
    void look(Phase phase) throws IOException {
        take(phase, 0, gauges.numbers());
        print(samples.get(samples.size() - 1));
    }

    private void take(Phase phase, double seconds, JobGauges.Numbers numbers) throws IOException {
        List<Long> live = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        for (TaskManagerProbe probe : probes) {
            resident.add(probe.resident());
            live.add(probe.liveHeap());
        }
        samples.add(
                new OutageSample(phase, seconds, numbers, gauges.checkpoints(), live, resident));
    }

    private void print(OutageSample sample) {
        String rate = "";
        if (shown != null && shown.phase() == sample.phase()) {
            double messages = sample.numbers().judged() - shown.numbers().judged();
            rate =
                    String.format(
                            Locale.ROOT, "%,.0f", messages / (sample.seconds() - shown.seconds()));
        }
        out.printf(
                Locale.ROOT,
                "%-7s %5.0f %,12d %10s %10s %8s %,8d %,8d %12s%n",
                sample.phase().name().toLowerCase(Locale.ROOT),
                sample.seconds(),
                sample.numbers().judged(),
                rate,
                megabytes(sample.liveHeap()),
                megabytes(sample.resident()),
                sample.numbers().waiting(),
                sample.numbers().pending(),
                String.format(
                        Locale.ROOT,
                        "%d, %.0f MB",
                        sample.checkpoints().count(),
                        OutageReport.megabytes(sample.checkpoints().bytes())));
        shown = sample;
    }

    /** Of the TaskManager that has most. */
    private static String megabytes(List<Long> bytes) {
        long most = bytes.stream().mapToLong(Long::longValue).max().orElse(0);
        return String.format(Locale.ROOT, "%.0f MB", OutageReport.megabytes(most));
    }

    @Override
    public void close() {
        probes.forEach(TaskManagerProbe::close);
    }
}
