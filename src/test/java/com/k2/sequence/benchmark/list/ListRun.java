package com.k2.sequence.benchmark.list;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One list.
 *
 * @param output what it has printed
 * @param seconds from the start of the process to its end
 * @param mebibytes the most memory that it had
 */
record ListRun(Path output, double seconds, double mebibytes) {

    private static final long LOOK_MILLIS = 20;
    private static final String PEAK = "VmHWM:";
    private static final double KIB_IN_MIB = 1024;

    /**
     * @param arguments separated by blanks
     */
    static ListRun of(Path command, String arguments, URI redis, Path folder)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "list-", ".txt");
        List<String> line = new ArrayList<>();
        line.add(command.toString());
        line.addAll(List.of(arguments.split(" ")));
        line.add("--redis.uri=" + redis);
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        double peak = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKib(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(arguments + " ended with " + process.exitValue());
        }
        return new ListRun(output, seconds, peak / KIB_IN_MIB);
    }

    /** What Linux says; the script is that process too, having become it. */
    private static double peakKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(text -> text.startsWith(PEAK))
                    .mapToDouble(text -> Double.parseDouble(text.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }

    /** Whether it has looked at every row: it prints each, or how many there were. */
    void requireAll(long rows) throws IOException {
        String total = String.format(Locale.ROOT, "of %,d rows,", rows);
        long lines = 0;
        boolean told = false;
        try (Stream<String> printed = Files.lines(output)) {
            for (String text : (Iterable<String>) printed::iterator) {
                lines++;
                told |= text.contains(total);
            }
        }
        if (!told && lines != rows) {
            throw new IllegalStateException("a list of " + rows + " rows has " + lines + " lines");
        }
        Files.delete(output);
    }
}
