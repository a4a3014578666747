package com.k2.sequence.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a figure was measured, and what of. */
public final class Machine {

    private static final long MIB = 1 << 20;
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Machine() {}

    /**
     * Processors, memory, system, the project's commit, Java and this JVM's options, in one line.
     */
    public static String description() {
        return description(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /**
     * The same of JVMs of this Java that are started with other options.
     *
     * @param jvmOptions theirs
     */
    public static String description(List<String> jvmOptions) {
        return String.format(
                Locale.ROOT,
                "%d processors%s, %,d MiB of memory, %s %s%s, Java %s, %s",
                Runtime.getRuntime().availableProcessors(),
                model().map(model -> " (" + model + ")").orElse(""),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        / MIB,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                commit().map(commit -> ", commit " + commit).orElse(""),
                Runtime.version(),
                String.join(" ", jvmOptions));
    }

    /** What Linux calls its first processor. */
    private static Optional<String> model() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException otherSystem) {
            return Optional.empty();
        }
    }

    /**
     * The commit that was checked out, if these classes are in a work tree and git is installed.
     */
    private static Optional<String> commit() {
        try {
            Path classes =
                    Path.of(
                            Machine.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty")
                            .directory(classes.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (BufferedReader output = git.inputReader()) {
                return Optional.ofNullable(output.readLine());
            }
        } catch (IOException | URISyntaxException none) {
            return Optional.empty();
        }
    }
}
