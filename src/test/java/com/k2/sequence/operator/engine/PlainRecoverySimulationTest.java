package com.k2.sequence.operator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million steps of the engine alone: messages, commands, answers that come late, twice or out of
 * order, timers, barriers, crashes, restores at other parallelisms, updates from the dead, outages,
 * rows and states that expire. Every verdict and every row is that of one sequential reader.
 *
 * <p>{@code -Dsequence.simulation.seed=SEED} runs one history again, {@code
 * -Dsequence.simulation.steps=STEPS} runs for longer.
 */
@Timeout(400)
class PlainRecoverySimulationTest {

    private static final long FIRST_SEED = 20_240_601;
    private static final int CRASHES = 5;

    @Test
    void aMillionStepsAreExact() {
        Long seed = Long.getLong("sequence.simulation.seed");
        long least = seed == null ? Long.getLong("sequence.simulation.steps", 1_000_000) : 1;
        Random seeds = new Random(FIRST_SEED);
        Map<String, Integer> counts = new TreeMap<>();
        long steps = 0;
        while (steps < least) {
            steps += run(seed == null ? seeds.nextLong() : seed, counts);
        }
        if (seed == null) {
            assertThat(counts)
                    .containsKeys(
                            "checkpoints",
                            "crashes",
                            "outages",
                            "keys forgotten",
                            "CLEAR",
                            "SET",
                            "CLEAR_ALL",
                            "RESYNC");
        }
    }

    /** Runs one history; how many steps it took. */
    private static long run(long seed, Map<String, Integer> counts) {
        PlainCluster cluster = new PlainCluster();
        Random random = new Random(seed);
        OutagePolicy onOutage = OutagePolicy.values()[random.nextInt(2)];
        RecoverySimulation simulation =
                new RecoverySimulation(
                        new Random(seed),
                        new Random(~seed).nextBoolean(),
                        cluster,
                        onOutage,
                        random.nextInt(4) > 0);
        switch (random.nextInt(3)) {
            case 0 -> simulation.forgettingKeys();
            case 1 -> {
                // Under CONTINUE a key that is first met in an outage starts as new.
                if (onOutage == OutagePolicy.STALL) {
                    simulation.takingOver();
                }
            }
            default -> {}
        }
        try {
            simulation.run(CRASHES);
            simulation.assertExact();
        } catch (AssertionError | Exception failed) {
            throw new AssertionError(
                    "-Dsequence.simulation.seed=" + seed + " judged by " + simulation.rule(),
                    failed);
        }
        simulation.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum));
        return cluster.steps();
    }
}
