package com.k2.sequence.monitoring;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Prometheus's programs. Maven has none: they are those of the machine, where it has them. */
final class MonitoringTools {

    static final String PROMETHEUS = "prometheus";
    static final String PROMTOOL = "promtool";

    private MonitoringTools() {}

    /** Skips a test where a program is not installed, and says how to have it run. */
    static void assumeInstalled(String program) {
        Assumptions.assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program))
                        .anyMatch(Files::isExecutable),
                () ->
                        program
                                + " is not on the PATH; install Prometheus to run this test"
                                + " (Debian's package 'prometheus' has it)");
    }
}
