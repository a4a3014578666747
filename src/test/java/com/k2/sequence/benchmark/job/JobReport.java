package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.job.RunFigures.Figure;
import com.k2.sequence.benchmark.measure.Plot;
import com.k2.sequence.benchmark.measure.ResultFile;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all rounds have given, for people and for programs.
 *
 * @param rounds of each variant, in the order in which they were measured; as many of each
 */
record JobReport(Map<Variant, List<RunFigures>> rounds) {

    private static final String RATIO = "whole job / %s, messages/s";

    /** Every figure of every variant: median, smallest and largest round. */
    String figures() {
        Table table =
                new Table(
                        Stream.concat(Stream.of("variant"), Stream.of(Figure.titles()))
                                .toArray(String[]::new));
        rounds.forEach(
                (variant, figures) ->
                        table.row(
                                Stream.concat(
                                                Stream.of(variant.title()),
                                                Stream.of(Figure.values())
                                                        .map(figure -> figure.text(figures)))
                                        .toArray(String[]::new)));
        return table.toString();
    }

    /** The whole job's rate divided by each other's, round by round. */
    String ratios() {
        Table table = new Table("whole job, against", "ratio of messages/s");
        ratiosByVariant()
                .forEach((variant, ratio) -> table.row(variant.title(), ratio.toString(2)));
        return table.toString();
    }

    private Map<Variant, Samples> ratiosByVariant() {
        Map<Variant, Samples> ratios = new LinkedHashMap<>();
        if (rounds.containsKey(Variant.WHOLE)) {
            Samples whole = Figure.RATE.of(rounds.get(Variant.WHOLE));
            rounds.forEach(
                    (variant, figures) -> {
                        if (variant != Variant.WHOLE) {
                            ratios.put(variant, whole.dividedBy(Figure.RATE.of(figures)));
                        }
                    });
        }
        return ratios;
    }

    /**
     * Writes the folder's {@code job.json} and {@code job.svg}.
     *
     * @param machine where, in words
     */
    void write(JobBenchmarkOptions options, String machine) throws IOException {
        ResultFile results = new ResultFile("job", machine, options.given());
        Map<String, Samples> rates = new LinkedHashMap<>();
        rounds.forEach(
                (variant, figures) -> {
                    for (Figure figure : Figure.values()) {
                        results.add(variant.title(), figure.title(), figure.of(figures));
                    }
                    rates.put(variant.title(), Figure.RATE.of(figures));
                });
        ratiosByVariant()
                .forEach(
                        (variant, ratio) ->
                                results.add(
                                        Variant.WHOLE.title(),
                                        String.format(RATIO, variant.title()),
                                        ratio));
        results.write(options.out().resolve("job.json"));
        Plot.bars(
                options.out().resolve("job.svg"),
                "The whole job and its limits, Kafka to Kafka",
                Figure.RATE.title(),
                rates);
    }
}
