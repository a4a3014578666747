package com.k2.sequence.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine benchmark on a small scale: that its check finds what is wrong, and that the bytes a
 * message allocates have not grown. How many Redis commands it costs is the clock's to decide here:
 * tests of operator and store count them without one.
 */
class EngineITCase {

    private static final long FEW = 20_000;
    private static final long MANY = 400_000;

    /**
     * Some 700 to 770 were seen; source, shuffle and sink, which have the message anyhow, take 540.
     */
    private static final double MOST_ALLOCATED_BYTES = 1_000;

    @TempDir private static Path folder;

    private static Engine engine;

    @BeforeAll
    static void start() throws Exception {
        EngineOptions options = EngineOptions.parse("--symbols", "1000");
        Expected expected =
                Expected.of(
                        options.parallelism(),
                        options.symbols(),
                        options.seed(),
                        List.of(FEW, MANY));
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

    @Test
    void costsAMessageFewAllocatedBytes() throws Exception {
        engine.run(Variant.TRACKER, FEW);

        EngineRun run = engine.run(Variant.TRACKER, MANY);

        assertThat(run.perMessage(run.allocatedBytes()))
                .as("allocated bytes a message")
                .isGreaterThan(EngineFeed.VALUE_BYTES)
                .isLessThan(MOST_ALLOCATED_BYTES);
    }
}
