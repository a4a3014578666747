package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What all rounds have given at each rate, for people and for programs. Not thread-safe. */
final class LatencyReport {

    private static final Map<String, Double> PERCENTILES = percentiles();

    private final Map<Integer, Map<String, List<Latencies>>> roundsByRate = new LinkedHashMap<>();

    /** Adds what a round has measured at a rate, each figure by its name. */
    void add(int rate, Map<String, Latencies> figures) {
        Map<String, List<Latencies>> rounds =
                roundsByRate.computeIfAbsent(rate, first -> new LinkedHashMap<>());
        figures.forEach(
                (name, latencies) ->
                        rounds.computeIfAbsent(name, first -> new ArrayList<>()).add(latencies));
    }

    String text() {
        Table table =
                new Table(
                        "messages/s, ms",
                        "messages",
                        "p50",
                        "p99",
                        "p99.9",
                        "messages above",
                        "max");
        roundsByRate.forEach(
                (rate, figures) ->
                        figures.forEach(
                                (name, rounds) ->
                                        table.row(
                                                String.format(Locale.ROOT, "%,d: %s", rate, name),
                                                samples(rounds, Latencies::count).toString(0),
                                                millis(rounds, 50).toString(2),
                                                millis(rounds, 99).toString(2),
                                                millis(rounds, 99.9).toString(2),
                                                samples(rounds, latencies -> latencies.above(99.9))
                                                        .toString(0),
                                                millis(rounds, 100).toString(2))));
        return table.toString();
    }

    private static Samples millis(List<Latencies> rounds, double percentile) {
        return samples(rounds, latencies -> latencies.percentile(percentile));
    }

    private static Samples samples(List<Latencies> rounds, ToDoubleFunction<Latencies> figure) {
        return Samples.of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** Writes the folder's {@code latency.json} and {@code latency.svg}. */
    void write(LatencyOptions options) throws IOException {
        ResultFile results = new ResultFile("latency", options.given());
        Map<String, Map<Integer, Double>> lines = new LinkedHashMap<>();
        roundsByRate.forEach(
                (rate, figures) ->
                        figures.forEach((name, rounds) -> add(results, lines, rate, name, rounds)));
        results.write(options.out().resolve("latency.json"));
        Plot.lines(
                options.out().resolve("latency.svg"),
                "From when a message was due",
                "messages/s",
                "ms",
                lines,
                true);
    }

    private static void add(
            ResultFile results,
            Map<String, Map<Integer, Double>> lines,
            int rate,
            String figure,
            List<Latencies> rounds) {
        String variant = rate + " messages/s";
        results.add(variant, figure + ", messages", samples(rounds, Latencies::count));
        PERCENTILES.forEach(
                (percentile, at) -> {
                    String name = figure + ", " + percentile;
                    Samples millis = millis(rounds, at);
                    results.add(variant, name + " in ms", millis);
                    lines.computeIfAbsent(name, any -> new TreeMap<>()).put(rate, millis.median());
                });
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
