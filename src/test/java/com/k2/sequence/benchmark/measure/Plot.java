package com.k2.sequence.benchmark.measure;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** Draws figures into SVG files; needs no screen. */
public final class Plot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;

    private Plot() {}

    /**
     * Draws a bar for each figure: the median, with a line from the smallest to the largest round.
     *
     * @param figures by name, in the order in which they are drawn
     */
    public static void bars(Path file, String title, String unit, Map<String, Samples> figures)
            throws IOException {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .yAxisTitle(unit)
                        .build();
        List<Double> medians = new ArrayList<>();
        List<Double> ranges = new ArrayList<>();
        for (Samples samples : figures.values()) {
            medians.add(samples.median());
            ranges.add((samples.max() - samples.min()) / 2);
        }
        chart.addSeries("median", new ArrayList<>(figures.keySet()), medians, ranges);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setLegendVisible(false);
        save(chart, file);
    }

    /**
     * Draws lines through points.
     *
     * @param lines by name: for each x its y
     * @param logarithmic whether both axes count by powers of ten
     */
    public static void lines(
            Path file,
            String title,
            String xUnit,
            String yUnit,
            Map<String, ? extends Map<? extends Number, ? extends Number>> lines,
            boolean logarithmic)
            throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(xUnit)
                        .yAxisTitle(yUnit)
                        .build();
        lines.forEach(
                (name, points) ->
                        chart.addSeries(
                                name,
                                new ArrayList<>(points.keySet()),
                                new ArrayList<>(points.values())));
        chart.getStyler().setXAxisLogarithmic(logarithmic).setYAxisLogarithmic(logarithmic);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        save(chart, file);
    }

    private static void save(Chart<?, ?> chart, Path file) throws IOException {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }
}
