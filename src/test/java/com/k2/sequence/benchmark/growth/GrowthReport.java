package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The results of all cases, as tables, a result file and plots. Tables have medians over rounds.
 */
final class GrowthReport {

    private static final double MEBI = 1 << 20;

    private final Map<GrowthCase, List<GrowthResult>> results = new LinkedHashMap<>();

    void add(GrowthCase measured, GrowthResult result) {
        results.computeIfAbsent(measured, first -> new ArrayList<>()).add(result);
    }

    /** Rates, memory and cold start of these cases, each beside keyed state alone. */
    Table rates(List<GrowthCase> cases) {
        Table table =
                new Table(
                        "case",
                        "tracked, messages/s",
                        "keyed state alone",
                        "ratio",
                        "cold keys known, s",
                        "of a processor, JVM + Redis, s",
                        "met by keyed state alone, s",
                        "heap, MiB",
                        "of keyed state alone",
                        "Redis, bytes/key",
                        "Redis commands/message");
        for (GrowthCase tracked : cases) {
            GrowthCase alone = tracked.with(Variant.KEYED_STATE);
            table.row(
                    name(tracked),
                    text("%,.0f", tracked, GrowthResult::rate),
                    text("%,.0f", alone, GrowthResult::rate),
                    String.format(
                            Locale.ROOT,
                            "%.2f",
                            samples(tracked, GrowthResult::rate)
                                    .dividedBy(samples(alone, GrowthResult::rate))
                                    .median()),
                    text("%.1f", tracked, GrowthResult::metSeconds),
                    text("%.1f", tracked, GrowthResult::metJvmSeconds)
                            + " + "
                            + text("%.1f", tracked, GrowthResult::metRedisSeconds),
                    text("%.1f", alone, GrowthResult::metSeconds),
                    text("%,.0f", tracked, result -> result.heapBytes() / MEBI),
                    text("%,.0f", alone, result -> result.heapBytes() / MEBI),
                    text("%,.0f", tracked, GrowthResult::redisBytesPerKey),
                    text("%.4f", tracked, GrowthResult::redisCommandsPerMessage));
        }
        return table;
    }

    /** Checkpoints of these cases, each beside keyed state alone. */
    Table checkpoints(List<GrowthCase> cases) {
        Table table =
                new Table(
                        "case",
                        "of all keys, MiB",
                        "ms",
                        "of it before the barrier",
                        "of it synchronous",
                        "at full rate, MiB",
                        "ms",
                        "of it before the barrier",
                        "of it synchronous");
        for (GrowthCase tracked : cases) {
            for (Variant variant : Variant.values()) {
                GrowthCase each = tracked.with(variant);
                table.row(
                        name(each) + ", " + variant,
                        text("%,.1f", each, result -> result.firstCheckpoint().bytes() / MEBI),
                        text("%,.0f", each, result -> result.firstCheckpoint().total()),
                        text("%,.0f", each, result -> result.firstCheckpoint().beforeBarrier()),
                        text("%,.0f", each, result -> result.firstCheckpoint().synchronous()),
                        text("%,.1f", each, result -> result.checkpoint().bytes() / MEBI),
                        text("%,.0f", each, result -> result.checkpoint().total()),
                        text("%,.0f", each, result -> result.checkpoint().beforeBarrier()),
                        text("%,.0f", each, result -> result.checkpoint().synchronous()));
            }
        }
        return table;
    }

    private static String name(GrowthCase measured) {
        return String.format(
                Locale.ROOT,
                "%,d keys, %s, parallelism %d%s",
                measured.keys(),
                measured.backend(),
                measured.parallelism(),
                measured.skewed() ? ", half of the messages on one more key" : "");
    }

    private String text(String format, GrowthCase measured, ToDoubleFunction<GrowthResult> figure) {
        return String.format(Locale.ROOT, format, samples(measured, figure).median());
    }

    private Samples samples(GrowthCase measured, ToDoubleFunction<GrowthResult> figure) {
        return Samples.of(results.get(measured).stream().mapToDouble(figure).toArray());
    }

    /**
     * Writes every round of every case, and plots over the number of keys where there are several.
     *
     * @param machine as {@link com.k2.sequence.benchmark.measure.Machine} describes it
     */
    void write(Path folder, String machine, Map<String, String> options, List<GrowthCase> sizes)
            throws IOException {
        ResultFile file = new ResultFile("growth", machine, options);
        results.forEach(
                (measured, rounds) ->
                        rounds.get(0)
                                .figures()
                                .keySet()
                                .forEach(
                                        name ->
                                                file.add(
                                                        measured.toString(),
                                                        name,
                                                        samples(
                                                                measured,
                                                                round ->
                                                                        round.figures()
                                                                                .get(name)))));
        file.write(folder.resolve("growth.json"));
        if (sizes.stream().map(GrowthCase::keys).distinct().count() < 2) {
            return; // one point is no line
        }
        plot(folder, sizes, "rate", "messages/s", GrowthResult::rate);
        plot(folder, sizes, "cold-start", "s until every key is known", GrowthResult::metSeconds);
        plot(folder, sizes, "checkpoint", "ms, at full rate", r -> r.checkpoint().total());
        plot(folder, sizes, "heap", "MiB", r -> r.heapBytes() / MEBI);
    }

    private void plot(
            Path folder,
            List<GrowthCase> sizes,
            String figure,
            String unit,
            ToDoubleFunction<GrowthResult> value)
            throws IOException {
        Map<String, Map<Long, Double>> lines = new LinkedHashMap<>();
        for (GrowthCase tracked : sizes) {
            for (Variant variant : Variant.values()) {
                lines.computeIfAbsent(variant + ", " + tracked.backend(), first -> new TreeMap<>())
                        .put(tracked.keys(), samples(tracked.with(variant), value).median());
            }
        }
        Plot.lines(
                folder.resolve("growth-" + figure + ".svg"),
                "Growth: " + figure,
                "keys",
                unit,
                lines,
                true);
    }
}
