package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Allocation;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.testing.RunningJob;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs one variant again and again, in a JVM of its own, each time that a line of its input names
 * the topics to write to; ends with its input.
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
        int exitCode = 0;
        try {
            run(args);
        } catch (Exception e) {
            e.printStackTrace();
            exitCode = 1;
        }
        // Whatever a library's thread still waits for.
        System.exit(exitCode);
    }

    private static void run(String... args) throws Exception {
        Variant variant = Variant.valueOf(args[1]);
        Map<String, String> options = new TreeMap<>();
        for (int i = FIXED_ARGUMENTS; i < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        options.put("source.ticks.bounded", "true");
        Path checkpoints = Path.of(args[0], "checkpoints");
        try (VariantJobs jobs =
                        new VariantJobs(
                                args[2],
                                URI.create(args[3]),
                                checkpoints,
                                Integer.parseInt(args[5]));
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                // What earlier runs have left is not this one's.
                System.gc();
                RunningJob job = jobs.start(variant, args[4], new OutputTopics(line), options);
                System.out.println(COST + cost(job));
            }
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
