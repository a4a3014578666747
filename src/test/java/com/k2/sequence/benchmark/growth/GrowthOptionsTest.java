package com.k2.sequence.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.k2.sequence.benchmark.growth.GrowthCase.Backend;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthOptionsTest {

    @Test
    void measuresEveryNumberOfKeysOnEveryBackend() {
        GrowthOptions options = GrowthOptions.parse("--keys", "100000,10000");
        assertThat(options.sizes())
                .extracting(GrowthCase::keys, GrowthCase::backend)
                .containsExactly(
                        tuple(10_000L, Backend.HEAP),
                        tuple(100_000L, Backend.HEAP),
                        tuple(10_000L, Backend.ROCKSDB),
                        tuple(100_000L, Backend.ROCKSDB));
        assertThat(options.shapes())
                .extracting(GrowthCase::parallelism, GrowthCase::skewed)
                .containsExactly(tuple(2, false), tuple(1, false), tuple(4, false), tuple(2, true));
        assertThat(GrowthOptions.parse("--skew", "no").shapes())
                .extracting(GrowthCase::skewed)
                .doesNotContain(true);
    }

    @Test
    void aCaseAndAResultComeBackFromTheirText() {
        for (GrowthCase measured : GrowthOptions.parse().shapes()) {
            assertThat(GrowthCase.parse(measured.toArguments())).isEqualTo(measured);
        }
        GrowthResult result =
                new GrowthResult(
                        1.5,
                        2.25,
                        3.5,
                        1_000,
                        5,
                        6,
                        new CheckpointFigures(7, 8, 9, 10),
                        new CheckpointFigures(11, 12, 13, 14),
                        15.5,
                        0.25,
                        17);
        assertThat(GrowthResult.parse(result.toCsv())).isEqualTo(result);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        for (List<String> wrong :
                List.of(
                        List.of("--key", "1000"),
                        List.of("--keys"),
                        List.of("--keys", "10"),
                        List.of("--backends", "disk"),
                        List.of("--skew", "some"),
                        List.of("--heap", "much"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GrowthOptions.parse(wrong.toArray(String[]::new)));
        }
    }
}
