package com.k2.sequence.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Two artifacts, neither of which holds the other: the job's jar, and that of the command line. */
class CommandLineJarITCase {

    private static final Path COMMAND_LINE = Path.of(System.getProperty("command-line.jar"));
    private static final Path JOB = Path.of(System.getProperty("job.jar"));
    private static final String FLINK = "org/apache/flink/";
    private static final String ADMIN = "com/k2/sequence/admin/";

    @Test
    void theCommandLineNamesNoClassOfFlink() throws IOException {
        try (JarFile jar = new JarFile(COMMAND_LINE.toFile())) {
            assertThat(classes(jar)).contains(ADMIN + "SequenceTrackerCli.class");
            for (JarEntry entry : jar.stream().toList()) {
                assertThat(entry.getName())
                        .doesNotContain(FLINK)
                        .doesNotContain("org.apache.flink");
                if (entry.getName().startsWith("com/k2/") && entry.getName().endsWith(".class")) {
                    assertThat(textOf(jar, entry)).as(entry.getName()).doesNotContain(FLINK);
                }
            }
        }
    }

    @Test
    void theJobHasNothingOfTheCommandLine() throws IOException {
        try (JarFile jar = new JarFile(JOB.toFile())) {
            assertThat(classes(jar))
                    .contains("com/k2/sequence/job/SequenceTrackingJob.class")
                    .noneMatch(name -> name.startsWith(ADMIN))
                    .noneMatch(name -> name.startsWith("picocli/"))
                    .noneMatch(name -> name.startsWith("org/slf4j/"))
                    .noneMatch(name -> name.startsWith("org/apache/flink/configuration/"));
        }
    }

    @Test
    void bothSayTheirVersion() throws IOException {
        for (Path path : List.of(COMMAND_LINE, JOB)) {
            try (JarFile jar = new JarFile(path.toFile())) {
                String version =
                        jar.getManifest().getMainAttributes().getValue("Implementation-Version");
                assertThat(path.getFileName().toString()).endsWith("-" + version + ".jar");
            }
        }
    }

    private static List<String> classes(JarFile jar) {
        return jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }

    /** A class file names every class that it uses. */
    private static String textOf(JarFile jar, JarEntry entry) throws IOException {
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
