package com.k2.sequence.benchmark.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that one run has measured, for programs: a JSON file that names the machine and the options
 * and has each figure of each variant round by round.
 */
public final class ResultFile {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Map<String, Map<String, double[]>> variants = new LinkedHashMap<>();

    /**
     * @param options as the run used them, defaults included
     */
    public ResultFile(String benchmark, Map<String, ?> options) {
        this(benchmark, Machine.description(), options);
    }

    /**
     * Of a run in other JVMs than this one.
     *
     * @param machine as {@link Machine} describes it
     */
    public ResultFile(String benchmark, String machine, Map<String, ?> options) {
        root.put("benchmark", benchmark);
        root.put("machine", machine);
        root.put("options", options);
        root.put("variants", variants);
    }

    /** Adds a figure; its name says the unit. */
    public void add(String variant, String figure, Samples samples) {
        variants.computeIfAbsent(variant, added -> new LinkedHashMap<>())
                .put(figure, samples.rounds());
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), root);
    }
}
