package com.k2.sequence.testing.server;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that a Flink installation has in its {@code lib} folder, picked from this JVM's class
 * path. What the job must bring itself (connector, Kafka and Redis clients, readers) is left out,
 * so that a job jar that lacks it fails here as it would elsewhere.
 */
public final class FlinkClassPath {

    private static final List<String> FLINK =
            List.of(
                    "async-profiler-",
                    "commons-cli-",
                    "commons-collections-",
                    "commons-compress-",
                    "commons-io-",
                    "commons-lang3-",
                    "commons-math3-",
                    "commons-text-",
                    "flink-",
                    "frocksdbjni-",
                    "hash4j-",
                    "javassist-",
                    "jsr305-",
                    "kryo-",
                    "log4j-",
                    "lz4-java-",
                    "minlog-",
                    "objenesis-",
                    "reflectasm-",
                    "slf4j-api-",
                    "snakeyaml-engine-",
                    "snappy-java-",
                    "zstd-jni-");

    private static final List<String> NOT_FLINK =
            List.of("flink-connector-kafka-", "flink-metrics-prometheus-", "flink-test-utils-");

    private static final String PROMETHEUS_REPORTER = "flink-metrics-prometheus-";

    private FlinkClassPath() {}

    /** As {@code java -cp} takes it. */
    public static String find() {
        return entries()
                .filter(FlinkClassPath::belongsToFlink)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar that a distribution has in {@code plugins/metrics-prometheus}. */
    public static Path prometheusReporter() {
        return entries()
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().startsWith(PROMETHEUS_REPORTER))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(PROMETHEUS_REPORTER + "*.jar"));
    }

    private static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static boolean belongsToFlink(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return name.endsWith(".jar")
                && !name.endsWith("-tests.jar")
                && FLINK.stream().anyMatch(name::startsWith)
                && NOT_FLINK.stream().noneMatch(name::startsWith);
    }
}
