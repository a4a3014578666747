package com.k2.sequence.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.benchmark.growth.GrowthCase.Backend;
import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import com.k2.sequence.testing.Endurance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Endurance
class GrowthITCase {

    @TempDir private Path folder;

    @Test
    void measuresEachCaseInAJvmOfItsOwnAndFindsItRight() throws Exception {
        GrowthOptions options =
                GrowthOptions.parse(
                        "--keys",
                        "2000",
                        "--messages",
                        "10000",
                        "--heap",
                        "512m",
                        "--backends",
                        "rocksdb");
        GrowthCase skewed =
                new GrowthCase(Variant.TRACKED, Backend.ROCKSDB, 2_000, 2, true, 10_000);
        GrowthCase smaller =
                new GrowthCase(Variant.TRACKED, Backend.ROCKSDB, 1_000, 2, false, 10_000);
        Growth growth = new Growth(options, folder);
        for (GrowthCase each : List.of(skewed, smaller)) {
            assertThat(growth.measure(1, each)).isTrue();
            assertThat(growth.measure(1, each.with(Variant.KEYED_STATE))).isTrue();
        }

        growth.write(folder.resolve("out"), List.of(smaller, skewed));

        JsonNode results = new ObjectMapper().readTree(folder.resolve("out/growth.json").toFile());
        assertThat(results.path("machine").asText()).contains("-Xmx512m");
        assertThat(results.path("options").path("keys").asText()).isEqualTo("2000");
        assertThat(results.path("variants").size()).isEqualTo(4);
        JsonNode figures = results.path("variants").path(skewed.toString());
        assertThat(figures.path("messagesPerSecond").path(0).asDouble()).isPositive();
        assertThat(figures.path("rowsCompared").path(0).asInt()).isEqualTo(2_001);
        assertThat(folder.resolve("out/growth-rate.svg")).content().contains("<svg");

        growth.write(folder.resolve("one"), List.of(skewed));
        assertThat(folder.resolve("one")).isDirectoryContaining("glob:**growth.json");
        assertThat(folder.resolve("one/growth-rate.svg")).as("one point").doesNotExist();
    }
}
