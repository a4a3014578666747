package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Allocation;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.testing.server.RunningJob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs one variant again and again, in a JVM of its own, each time that a line of its input names
 * the topics to write to; ends with its input or a signal.
 */
final class VariantMain {

    /** A line of the output: the source has begun to read. */
    static final String READING = "reading";

    /** Begins the line of the output that has the {@link VariantCost}. */
    static final String COST = "cost: ";

    private static final int FIXED_ARGUMENTS = 6;

    private VariantMain() {}

    /** Those behind the folder that {@link #main} takes first. */
    static List<String> arguments(
            Variant variant, String kafkaAddress, URI redisUri, String input, int parallelism) {
        return List.of(
                variant.name(),
                kafkaAddress,
                redisUri.toString(),
                input,
                Integer.toString(parallelism));
    }

    /**
     * @param args a folder to work in, then {@link #arguments}, then options of the job, each key
     *     with its value behind it
     */
    public static void main(String[] args) {
        BlockingQueue<String> prefixes = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(prefixes), "input-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            run(prefixes, args);
        } catch (Throwable e) {
            e.printStackTrace();
            // Whatever a library's thread still waits for.
            Runtime.getRuntime().halt(1);
        }
    }

    /** Whoever writes the input has gone when it ends, and the servers have gone too. */
    private static void read(BlockingQueue<String> lines) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in))) {
            input.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void run(BlockingQueue<String> prefixes, String... args) throws Exception {
        Variant variant = Variant.valueOf(args[1]);
        Map<String, String> options = new TreeMap<>();
        for (int i = FIXED_ARGUMENTS; i < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        options.put("source.ticks.bounded", "true");
        // Not closed: this JVM ends with it, by a signal or by what went wrong.
        VariantJobs jobs =
                new VariantJobs(
                        args[2],
                        URI.create(args[3]),
                        Path.of(args[0], "checkpoints"),
                        Integer.parseInt(args[5]));
        while (true) {
            OutputTopics outputs = new OutputTopics(prefixes.take());
            // What earlier runs have left is not this one's.
            System.gc();
            System.out.println(COST + cost(jobs.start(variant, args[4], outputs, options)));
        }
    }

    /** From the moment the source begins to read until all is written and the job has ended. */
    private static VariantCost cost(RunningJob job) throws Exception {
        job.awaitReading();
        try (Allocation allocation = Allocation.start()) {
            long cpuBefore = ProcessorTime.ofThisJvm();
            System.out.println(READING);
            long nanos = job.awaitEnd().toNanos();
            return new VariantCost(
                    nanos, ProcessorTime.ofThisJvm() - cpuBefore, allocation.bytes());
        }
    }
}
