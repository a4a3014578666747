package com.k2.sequence.testing;

import com.k2.sequence.config.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The job's options, as a YAML file. */
public final class JobOptions {

    /** The names of all outputs, as in {@code sink.NAME.topic}. */
    public static final List<String> OUTPUTS = Output.all().stream().map(Output::word).toList();

    private final Map<String, String> options = new LinkedHashMap<>();

    /** None but that the check at the start has time, however busy the machine is. */
    public JobOptions() {
        options.put("startup.timeout", Patience.OPTION);
    }

    /**
     * What {@code flink-conf/tracker.yaml} sets, its feed apart: servers and topics are to be put
     * over it.
     */
    public static JobOptions shipped() throws IOException {
        JobOptions shipped = new JobOptions();
        shipped.options.clear();
        shipped.options.putAll(
                CommentedYaml.read(ShippedFiles.flinkConf("tracker.yaml")).settings());
        shipped.options.keySet().removeIf(key -> key.startsWith("source."));
        return shipped;
    }

    public JobOptions put(String key, String value) {
        options.put(key, value);
        return this;
    }

    public JobOptions remove(String key) {
        options.remove(key);
        return this;
    }

    /** A copy that changes independently. */
    public JobOptions copy() {
        JobOptions copy = new JobOptions();
        copy.options.clear();
        copy.options.putAll(options);
        return copy;
    }

    /** One source. */
    public JobOptions feed(FeedDescription feed) {
        options.putAll(feed.jobOptions());
        return this;
    }

    /** Several. */
    public JobOptions putAll(Map<String, String> more) {
        options.putAll(more);
        return this;
    }

    /** All outputs, each to a topic of its name behind this prefix and a dot. */
    public JobOptions outputs(String topicPrefix) {
        for (String output : OUTPUTS) {
            options.put("sink." + output + ".topic", topicPrefix + '.' + output);
        }
        return this;
    }

    /** By key. */
    public Map<String, String> values() {
        return Map.copyOf(options);
    }

    /** As {@code --key value}. */
    public String[] arguments() {
        return options.entrySet().stream()
                .flatMap(option -> Stream.of("--" + option.getKey(), option.getValue()))
                .toArray(String[]::new);
    }

    /** Writes them, each value as quoted text. */
    public Path writeTo(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        options.forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
        return Files.write(file, lines);
    }
}
