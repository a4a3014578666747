package com.k2.sequence.benchmark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.Endurance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the job with few messages: what they compare, not how fast it was. */
@Endurance
class JobBenchmarkITCase {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

    @Test
    void everyVariantIsRightAndInTheReport(@TempDir Path folder) throws Exception {
        Path results = folder.resolve("results");
        JobBenchmarkOptions options =
                JobBenchmarkOptions.parse(
                        "--messages", "20000",
                        "--symbols", "500",
                        "--faults", "0.05",
                        "--rounds", "1",
                        "--warm-ups", "0",
                        "--heap", "512m",
                        "--out", results.toString());

        boolean right = new JobBenchmark(options, out).run(folder);

        assertThat(right).as(text()).isTrue();
        assertThat(text())
                .contains(
                        "counts of verdicts and events right, every row too",
                        "every message there");
        for (Variant variant : Variant.values()) {
            assertThat(text()).contains("| " + variant.title());
            assertThat(results.resolve("job.json")).content().contains(variant.title());
        }
        assertThat(results.resolve("job.svg")).content().contains("<svg");
    }

    @Test
    void theWholeJobIsRightExactlyOnceToo(@TempDir Path folder) throws Exception {
        JobBenchmarkOptions options =
                JobBenchmarkOptions.parse(
                        "--messages", "20000",
                        "--symbols", "500",
                        "--faults", "0.05",
                        "--guarantee", "exactly-once",
                        "--variants", "bytes,whole",
                        "--rounds", "1",
                        "--warm-ups", "0",
                        "--heap", "512m");

        assertThat(new JobBenchmark(options, out).run(folder)).as(text()).isTrue();
    }

    @Test
    void everyGapEventAndNumberIsTimed(@TempDir Path folder) throws Exception {
        LatencyOptions options =
                LatencyOptions.parse(
                        "--rate", "500",
                        "--rounds", "2",
                        "--seconds", "3",
                        "--warm-up", "1",
                        "--symbols", "100",
                        "--out", folder.resolve("results").toString());

        String report = new LatencyBenchmark(options, out).run(folder).text();

        // Of 1,500 messages a fifth makes a gap, and a fifth of the symbols is looked at.
        assertThat(report)
                .as(text())
                .containsPattern(
                        "500: gap event readable +\\| +[23]\\d\\d \\([23]\\d\\d–[23]\\d\\d\\) \\|")
                .containsPattern(
                        "500: gap event readable, from append +\\| +"
                                + "[23]\\d\\d \\([23]\\d\\d–[23]\\d\\d\\) \\|")
                .containsPattern(
                        "500: in Redis, from append +\\| +"
                                + "[23]\\d\\d \\([23]\\d\\d–[23]\\d\\d\\) \\|")
                .containsPattern("500: in Redis +\\| +[23]\\d\\d \\([23]\\d\\d–[23]\\d\\d\\) \\|")
                .containsPattern("500: generator late +\\| +1,500 \\(1,500–1,500\\) \\|");
        assertThat(folder.resolve("results/latency.svg")).content().contains("<svg");
    }

    private String text() {
        return text.toString(StandardCharsets.UTF_8);
    }
}
