package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long messages take from when they were due until they are at the sink, at one rate. */
final class LatencyReport {

    private static final double NANOS_PER_MILLI = 1e6;

    /** By their names in tables; the last one is the largest of all. */
    private static final Map<String, Double> PERCENTILES = percentiles();

    private final EngineOptions options;
    private final Map<Variant, List<EngineRun>> runs;

    LatencyReport(EngineOptions options, Map<Variant, List<EngineRun>> runs) {
        this.options = options;
        this.runs = runs;
    }

    /** Prints the tables; writes result file and plot where the options say so. */
    void print(PrintStream out) throws IOException {
        out.printf(
                "Latency in ms at %,d messages/s, for %d s; median of %d rounds (smallest–largest).%n%n",
                options.rate(), options.seconds(), options.rounds());
        out.println(latencies());
        if (runs.containsKey(Variant.KEYED_HEAP)) {
            out.println("Divided by that of keyed state alone in the same round:\n");
            out.println(ratios());
        }
        if (options.out() != null) {
            write();
        }
    }

    private Table latencies() {
        Table table = new Table(header("variant", "messages/s"));
        for (Variant variant : runs.keySet()) {
            List<String> cells = new ArrayList<>();
            cells.add(variant.title());
            PERCENTILES.values().forEach(at -> cells.add(millis(variant, at).toString(2)));
            cells.add(rate(variant).toString(0));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private Table ratios() {
        Table table = new Table(header("variant"));
        for (Variant variant : runs.keySet()) {
            List<String> cells = new ArrayList<>();
            cells.add(variant.title());
            for (double at : PERCENTILES.values()) {
                Samples base = millis(Variant.KEYED_HEAP, at);
                cells.add(millis(variant, at).dividedBy(base).toString(2));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String[] header(String first, String... last) {
        List<String> header = new ArrayList<>(List.of(first));
        header.addAll(PERCENTILES.keySet());
        header.addAll(List.of(last));
        return header.toArray(String[]::new);
    }

    private void write() throws IOException {
        ResultFile file = new ResultFile("engine-latency", options.asMap());
        Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
        for (Variant variant : runs.keySet()) {
            Map<Double, Double> line = new LinkedHashMap<>();
            PERCENTILES.forEach(
                    (name, at) -> {
                        file.add(variant.id(), name + "Millis", millis(variant, at));
                        line.put(nines(at), millis(variant, at).median());
                    });
            file.add(variant.id(), "messagesPerSecond", rate(variant));
            lines.put(variant.title(), line);
        }
        String name = "engine-latency-" + options.rate();
        file.write(options.out().resolve(name + ".json"));
        Plot.lines(
                options.out().resolve(name + ".svg"),
                "Latency at %,d messages a second".formatted(options.rate()),
                "one message in so many is slower",
                "ms",
                lines,
                true);
    }

    /** One message in how many is above a percentile; of the largest, as if it were p99.999. */
    private static double nines(double percentile) {
        return percentile == 100 ? 1e5 : 100 / (100 - percentile);
    }

    private Samples millis(Variant variant, double percentile) {
        return Samples.of(
                runs.get(variant).stream()
                        .mapToDouble(
                                run ->
                                        run.latencies().getValueAtPercentile(percentile)
                                                / NANOS_PER_MILLI)
                        .toArray());
    }

    private Samples rate(Variant variant) {
        return Samples.of(runs.get(variant).stream().mapToDouble(EngineRun::rate).toArray());
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
