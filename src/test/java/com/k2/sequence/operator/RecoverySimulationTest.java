package com.k2.sequence.operator;

import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.RecoverySimulation;
import java.util.Random;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Crashes, restores from newest and older checkpoints at other parallelisms, failures during
 * recovery, updates that arrive from the dead, outages: whatever the order, every verdict and every
 * row is that of one sequential reader. So it is with commands among the messages, each applied by
 * that reader where it stands in the committed history.
 */
@Timeout(1_200)
class RecoverySimulationTest {

    private static final int CRASHES = 5;

    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void verdictsAndRowsAreExactOnTheHeap(OutagePolicy onOutage) throws Exception {
        for (long seed = 1; seed <= 12; seed++) {
            run(
                    new RecoverySimulation(
                            seed, new HarnessCluster(HashMapStateBackend::new), onOutage, false),
                    seed);
        }
    }

    /** Chains, ranges, wraps, epochs, marks and several messages a record. */
    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void theLargerRuleIsExact(OutagePolicy onOutage) throws Exception {
        for (long seed = 5001; seed <= 5012; seed++) {
            run(
                    new RecoverySimulation(
                            new Random(seed),
                            true,
                            new HarnessCluster(
                                    seed % 4 == 0
                                            ? EmbeddedRocksDBStateBackend::new
                                            : HashMapStateBackend::new),
                            onOutage,
                            seed % 2 == 0),
                    seed);
        }
    }

    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void commandsAreExactOnTheHeap(OutagePolicy onOutage) throws Exception {
        for (long seed = 2001; seed <= 2016; seed++) {
            run(
                    new RecoverySimulation(
                            seed, new HarnessCluster(HashMapStateBackend::new), onOutage, true),
                    seed);
        }
    }

    /** Under {@link OutagePolicy#CONTINUE} a key that is first met in an outage starts as new. */
    @Test
    void commandsAreExactWhileAJobCatchesUpWithAnEarlierOne() throws Exception {
        for (long seed = 4001; seed <= 4016; seed++) {
            run(
                    new RecoverySimulation(
                                    seed,
                                    new HarnessCluster(HashMapStateBackend::new),
                                    OutagePolicy.STALL,
                                    true)
                            .takingOver(),
                    seed);
        }
    }

    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void commandsAreExactOnRocksDb(OutagePolicy onOutage) throws Exception {
        for (long seed = 3001; seed <= 3002; seed++) {
            run(
                    new RecoverySimulation(
                            seed,
                            new HarnessCluster(EmbeddedRocksDBStateBackend::new),
                            onOutage,
                            true),
                    seed);
        }
    }

    @ParameterizedTest
    @EnumSource(OutagePolicy.class)
    void verdictsAndRowsAreExactOnRocksDb(OutagePolicy onOutage) throws Exception {
        for (long seed = 1001; seed <= 1003; seed++) {
            run(
                    new RecoverySimulation(
                            seed,
                            new HarnessCluster(EmbeddedRocksDBStateBackend::new),
                            onOutage,
                            false),
                    seed);
        }
    }

    private static void run(RecoverySimulation simulation, long seed) throws Exception {
        try {
            simulation.run(CRASHES);
            simulation.assertExact();
        } catch (AssertionError | Exception failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }
}
