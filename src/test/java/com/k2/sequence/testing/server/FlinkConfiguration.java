package com.k2.sequence.testing.server;

import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * The configuration that is shipped in {@code flink-conf}, with what is this machine's put over it,
 * and what Flink's start scripts make of it. Never changed.
 */
final class FlinkConfiguration {

    private final Configuration configuration;

    /**
     * @param overrides ports, folders and sizes of this cluster, by key
     */
    FlinkConfiguration(Map<String, String> overrides) {
        Path directory = ShippedFiles.flinkConf("").toAbsolutePath();
        configuration = GlobalConfiguration.loadConfiguration(directory.toString());
        overrides.forEach(configuration::setString);
    }

    /** Writes a {@code conf} folder. */
    void writeTo(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(configuration.toMap())
                .forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
        Files.write(directory.resolve("config.yaml"), lines);
        for (String logging : List.of("log4j.properties", "log4j-cli.properties")) {
            Files.copy(ShippedFiles.flinkConf(logging), directory.resolve(logging));
        }
    }

    /** Of every process. */
    List<String> jvmOptions() {
        return words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS));
    }

    /** How large a JobManager is, for its JVM. */
    List<String> jobManagerMemory() {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(configuration);
        return words(JobManagerProcessUtils.generateJvmParametersStr(spec, configuration));
    }

    /** How large a TaskManager is, for its JVM. */
    List<String> taskManagerMemory() {
        return words(ProcessMemoryUtils.generateJvmParametersStr(taskManager()));
    }

    /** How large a TaskManager is, for itself: arguments of its main class. */
    List<String> taskManagerResources() {
        return words(TaskExecutorProcessUtils.generateDynamicConfigsStr(taskManager()));
    }

    private TaskExecutorProcessSpec taskManager() {
        return TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.trim().split("\\s+")).toList();
    }
}
