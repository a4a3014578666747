package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Text is drawn as outlines, so that it looks the same everywhere; it can't be searched for. */
class PlotTest {

    @TempDir private Path folder;

    @Test
    void drawsABarForEachFigure() throws Exception {
        Samples samples = Samples.of(1, 2, 3);

        int one = shapes(bars(Map.of("heap", samples)));
        int two = shapes(bars(Map.of("heap", samples, "rocksdb", samples)));

        assertThat(one).isGreaterThan(0);
        assertThat(two).isGreaterThan(one);
    }

    @Test
    void drawsLinesOnLogarithmicAxesIntoAFolderThatIsNotThereYet() throws Exception {
        Path file = folder.resolve("plots/growth.svg");

        Plot.lines(
                file,
                "Growth",
                "keys",
                "ms",
                Map.of("heap", Map.of(10, 1.0, 100, 12.5, 1_000, 110.0)),
                true);

        assertThat(shapes(file)).isGreaterThan(0);
    }

    private Path bars(Map<String, Samples> figures) throws IOException {
        Path file = Files.createTempFile(folder, "rates", ".svg");
        Plot.bars(file, "Rates", "records/s", figures);
        return file;
    }

    private static int shapes(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document svg = factory.newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        return svg.getElementsByTagName("path").getLength()
                + svg.getElementsByTagName("rect").getLength();
    }
}
