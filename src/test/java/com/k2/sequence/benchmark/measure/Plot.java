package com.k2.sequence.benchmark.measure;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws figures into SVG files; needs no screen. */
public final class Plot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 450;
    private static final DecimalFormatSymbols SYMBOLS =
            DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final Color BAR = new Color(0x4477AA);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color[] LINES = {
        new Color(0x4477AA),
        new Color(0xEE6677),
        new Color(0x228833),
        new Color(0xCCBB44),
        new Color(0x66CCEE),
        new Color(0xAA3377)
    };

    private Plot() {}

    /**
     * Draws a bar for each figure: the median, with a line of half the range to both sides of it.
     *
     * @param figures by name, in the order in which they are drawn, from the top
     */
    public static void bars(Path file, String title, String unit, Map<String, Samples> figures)
            throws IOException {
        DefaultStatisticalCategoryDataset data = new DefaultStatisticalCategoryDataset();
        figures.forEach(
                (name, samples) ->
                        data.add(
                                samples.median(),
                                (samples.max() - samples.min()) / 2,
                                "median",
                                name));
        JFreeChart chart =
                ChartFactory.createBarChart(
                        title, null, unit, data, PlotOrientation.HORIZONTAL, false, false, false);
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, BAR);
        renderer.setErrorIndicatorPaint(Color.BLACK);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setRangeGridlinePaint(GRID);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.5f);
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
        XYSeriesCollection data = new XYSeriesCollection();
        lines.forEach(
                (name, points) -> {
                    XYSeries line = new XYSeries(name);
                    points.forEach(line::add);
                    data.addSeries(line);
                });
        JFreeChart chart = ChartFactory.createXYLineChart(title, xUnit, yUnit, data);
        XYPlot plot = chart.getXYPlot();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int line = 0; line < lines.size(); line++) {
            renderer.setSeriesPaint(line, LINES[line % LINES.length]);
            renderer.setSeriesStroke(line, new BasicStroke(2));
        }
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        if (logarithmic) {
            plot.setDomainAxis(logarithmic(xUnit));
            plot.setRangeAxis(logarithmic(yUnit));
        }
        save(chart, file);
    }

    private static LogAxis logarithmic(String unit) {
        LogAxis axis = new LogAxis(unit);
        axis.setNumberFormatOverride(new TwoDigits());
        axis.setSmallestValue(1e-3);
        return axis;
    }

    private static void save(JFreeChart chart, Path file) throws IOException {
        chart.setBackgroundPaint(Color.WHITE);
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            Processors.get("svg")
                    .getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT))
                    .writeTo(out);
        }
    }

    /** The axis marks equal steps of the logarithm: 31,622.8, which two digits say as well. */
    private static final class TwoDigits extends DecimalFormat {

        private static final long serialVersionUID = 1L;
        private static final MathContext DIGITS = new MathContext(2);

        TwoDigits() {
            super("#,##0.####", SYMBOLS); // with three places the JDK goes past format
        }

        @Override
        public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
            double rounded = BigDecimal.valueOf(number).round(DIGITS).doubleValue();
            return super.format(rounded, text, position);
        }
    }
}
