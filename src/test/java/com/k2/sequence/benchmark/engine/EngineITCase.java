package com.k2.sequence.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine benchmark on a small scale: that its check finds what is wrong. What a message costs
 * in bytes and Redis commands is the clock's to decide here, and that of whatever else this JVM
 * does: tests of operator, wire and store count them without.
 */
class EngineITCase {

    private static final long FEW = 20_000;

    @TempDir private static Path folder;

    private static Engine engine;

    @BeforeAll
    static void start() throws Exception {
        EngineOptions options = EngineOptions.parse("--symbols", "1000");
        Map<Numbering, Expected> expected = new EnumMap<>(Numbering.class);
        for (Numbering numbering : Numbering.values()) {
            expected.put(
                    numbering,
                    Expected.of(
                            options.parallelism(),
                            options.symbols(),
                            options.seed(),
                            numbering,
                            List.of(FEW)));
        }
        engine = Engine.start(options, folder, expected);
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "KEYED_HEAP",
                "KEYED_ROCKSDB",
                "SCRIPT",
                "TRACKER",
                "TRACKER_MEMORY",
                "TRACKER_CHAINED",
                "TRACKER_ROCKSDB",
                "TRACKER_ALONE"
            })
    void isExact(Variant variant) throws Exception {
        EngineRun run = engine.run(variant, FEW);

        assertThat(variant.verdicts()).isEqualTo(Variant.Verdicts.EXACT);
        assertThat(run.wrong()).isZero();
        assertThat(run.wrongRows()).isZero();
    }

    @Test
    void findsTheWrongVerdictsOfBatches() throws Exception {
        // Of a hundred messages of 500 instruments some are hardly ever of one.
        EngineRun run = engine.run(Variant.BATCHES, FEW);

        assertThat(run.wrong()).isBetween(1L, FEW / 2);
    }
}
