package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class PlotTest {

    @TempDir private Path folder;

    @Test
    void drawsABarForEachFigure() throws Exception {
        Path file = folder.resolve("rates.svg");

        Plot.bars(
                file,
                "Rates",
                "records/s",
                Map.of("heap", Samples.of(1, 2, 3), "rocksdb", Samples.of(4)));

        assertThat(texts(file)).contains("Rates", "records/s", "heap", "rocksdb");
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

        // Numbers along a logarithmic axis and text that is turned are drawn as outlines.
        assertThat(texts(file)).contains("Growth", "keys", "heap");
    }

    private static List<String> texts(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList texts =
                factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }
}
