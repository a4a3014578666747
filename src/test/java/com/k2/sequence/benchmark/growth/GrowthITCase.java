package com.k2.sequence.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.benchmark.growth.GrowthCase.Backend;
import com.k2.sequence.benchmark.growth.GrowthCase.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthITCase {

    @TempDir private Path folder;

    @Test
    void measuresACaseInAJvmOfItsOwnAndFindsItRight() throws Exception {
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
        Growth growth = new Growth(options, folder);
        assertThat(growth.measure(1, skewed)).isTrue();
        assertThat(growth.measure(1, skewed.with(Variant.KEYED_STATE))).isTrue();

        growth.write(folder.resolve("out"), List.of(skewed));

        List<String> lines = Files.readAllLines(folder.resolve("out/growth.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("TRACKED,ROCKSDB,2000,2,true,10000,");
        assertThat(folder.resolve("out/growth-rate.svg")).content().contains("<svg");
    }
}
