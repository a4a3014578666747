package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What all rates have given, for people and for programs. Not thread-safe. */
final class LatencyReport {

    private static final Map<String, Double> PERCENTILES = percentiles();

    private final Map<Integer, Map<String, Latencies>> figuresByRate = new LinkedHashMap<>();

    /** Adds what was measured at a rate, each figure by its name. */
    void add(int rate, Map<String, Latencies> figures) {
        figuresByRate.put(rate, new LinkedHashMap<>(figures));
    }

    String text() {
        Table table = new Table("messages/s, ms", "messages", "p50", "p99", "p99.9", "max");
        figuresByRate.forEach(
                (rate, figures) ->
                        figures.forEach(
                                (name, latencies) ->
                                        table.row(
                                                String.format(Locale.ROOT, "%,d: %s", rate, name),
                                                String.format(
                                                        Locale.ROOT, "%,d", latencies.count()),
                                                Latencies.text(latencies.percentile(50)),
                                                Latencies.text(latencies.percentile(99)),
                                                Latencies.text(latencies.percentile(99.9)),
                                                Latencies.text(latencies.max()))));
        return table.toString();
    }

    /** Writes the folder's {@code latency.json} and {@code latency.svg}. */
    void write(LatencyOptions options) throws IOException {
        ResultFile results = new ResultFile("latency", options.given());
        Map<String, Map<Integer, Double>> lines = new LinkedHashMap<>();
        for (Map.Entry<Integer, Map<String, Latencies>> figures : figuresByRate.entrySet()) {
            int rate = figures.getKey();
            for (Map.Entry<String, Latencies> figure : figures.getValue().entrySet()) {
                for (Map.Entry<String, Double> percentile : PERCENTILES.entrySet()) {
                    String name = figure.getKey() + ", " + percentile.getKey();
                    double millis = figure.getValue().percentile(percentile.getValue());
                    results.add(rate + " messages/s", name + " in ms", Samples.of(millis));
                    lines.computeIfAbsent(name, any -> new TreeMap<>()).put(rate, millis);
                }
            }
        }
        results.write(options.out().resolve("latency.json"));
        Plot.lines(
                options.out().resolve("latency.svg"),
                "From when a message was due",
                "messages/s",
                "ms",
                lines,
                true);
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p99.9", 99.9);
        percentiles.put("max", 100.0);
        return percentiles;
    }
}
