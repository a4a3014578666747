package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rates, costs and ratios of all variants. */
final class ThroughputReport {

    private final EngineOptions options;
    private final Map<Variant, List<EngineRun>> runs;

    ThroughputReport(EngineOptions options, Map<Variant, List<EngineRun>> runs) {
        this.options = options;
        this.runs = runs;
    }

    /** Prints the tables; writes result file and plot where the options say so. */
    void print(PrintStream out) throws IOException {
        out.printf(
                "Median of %d rounds (smallest–largest). Costs are per message.%n%n",
                options.rounds());
        out.println(rates());
        out.println(costs());
        out.println(ratios());
        if (options.out() != null) {
            write();
        }
    }

    private Table rates() {
        Table table = new Table("variant", "thousand messages/s", "messages a round", "verdicts");
        runs.forEach(
                (variant, rounds) ->
                        table.row(
                                variant.title(),
                                rate(variant).times(1e-3).toString(0),
                                String.format(Locale.ROOT, "%,d", rounds.get(0).messages()),
                                verdicts(variant)));
        return table;
    }

    private Table costs() {
        Table table =
                new Table(
                        "variant",
                        "JVM CPU µs",
                        "Redis CPU µs",
                        "Redis commands",
                        "scripts among them",
                        "allocated bytes");
        for (Variant variant : runs.keySet()) {
            table.row(
                    variant.title(),
                    jvmMicros(variant).toString(3),
                    redisMicros(variant).toString(3),
                    commands(variant).toString(4),
                    figure(variant, run -> run.perMessage(run.redisScripts())).toString(5),
                    allocated(variant).toString(0));
        }
        return table;
    }

    private Table ratios() {
        Table table = new Table("rate divided by that of", "tracker, heap", "tracker, RocksDB");
        for (Variant variant : runs.keySet()) {
            table.row(
                    variant.title(),
                    ratio(Variant.TRACKER, variant),
                    ratio(Variant.TRACKER_ROCKSDB, variant));
        }
        return table;
    }

    private String ratio(Variant numerator, Variant denominator) {
        return runs.containsKey(numerator)
                ? rate(numerator).dividedBy(rate(denominator)).toString(2)
                : "–";
    }

    private String verdicts(Variant variant) {
        if (variant.verdicts() == Variant.Verdicts.NONE) {
            return "–";
        }
        Samples wrong = figure(variant, EngineRun::wrong);
        if (wrong.max() == 0 && figure(variant, EngineRun::wrongRows).max() == 0) {
            return "exact";
        }
        Samples share = figure(variant, run -> 1e6 * run.wrong() / run.messages());
        return share.toString(0) + " wrong in a million";
    }

    private void write() throws IOException {
        ResultFile file = new ResultFile("engine", options.asMap());
        Map<String, Samples> bars = new LinkedHashMap<>();
        for (Variant variant : runs.keySet()) {
            file.add(variant.id(), "messages", figure(variant, EngineRun::messages));
            file.add(variant.id(), "messagesPerSecond", rate(variant));
            file.add(variant.id(), "jvmCpuMicrosPerMessage", jvmMicros(variant));
            file.add(variant.id(), "redisCpuMicrosPerMessage", redisMicros(variant));
            file.add(variant.id(), "redisCommandsPerMessage", commands(variant));
            file.add(variant.id(), "allocatedBytesPerMessage", allocated(variant));
            file.add(variant.id(), "wrongVerdicts", figure(variant, EngineRun::wrong));
            file.add(variant.id(), "wrongRows", figure(variant, EngineRun::wrongRows));
            bars.put(variant.id(), rate(variant).times(1e-6));
        }
        file.write(options.out().resolve("engine.json"));
        Plot.bars(
                options.out().resolve("engine.svg"),
                "Sequence tracking in Flink: messages a second",
                "million messages/s",
                bars);
    }

    private Samples rate(Variant variant) {
        return figure(variant, EngineRun::rate);
    }

    private Samples jvmMicros(Variant variant) {
        return figure(variant, run -> run.perMessage(run.jvmCpuNanos()) / 1e3);
    }

    private Samples redisMicros(Variant variant) {
        return figure(variant, run -> run.perMessage(run.redisCpuNanos()) / 1e3);
    }

    private Samples commands(Variant variant) {
        return figure(variant, run -> run.perMessage(run.redisCommands()));
    }

    private Samples allocated(Variant variant) {
        return figure(variant, run -> run.perMessage(run.allocatedBytes()));
    }

    private Samples figure(Variant variant, ToDoubleFunction<EngineRun> figure) {
        return Samples.of(runs.get(variant).stream().mapToDouble(figure).toArray());
    }
}
