package com.k2.sequence.benchmark.job;

import com.k2.sequence.benchmark.measure.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run has cost, each but the rate for a message.
 *
 * @param rate messages a second
 * @param cpuMicros processor time of the job's JVM in µs
 * @param brokerCpuMicros processor time of the broker's JVM in µs
 * @param redisCpuMicros processor time of the Redis server in µs
 * @param redisCommands that the Redis server executed, those within scripts included
 * @param allocatedBytes in the job's JVM
 */
record RunFigures(
        double rate,
        double cpuMicros,
        double brokerCpuMicros,
        double redisCpuMicros,
        double redisCommands,
        double allocatedBytes) {

    /** One of them, in words, with its places after the point. */
    enum Figure {
        RATE("messages/s", 0, RunFigures::rate),
        CPU("job CPU µs/message", 2, RunFigures::cpuMicros),
        BROKER_CPU("broker CPU µs/message", 2, RunFigures::brokerCpuMicros),
        REDIS_CPU("Redis CPU µs/message", 3, RunFigures::redisCpuMicros),
        REDIS_COMMANDS("Redis commands/message", 4, RunFigures::redisCommands),
        ALLOCATION("bytes allocated/message", 0, RunFigures::allocatedBytes);

        private final String title;
        private final int decimals;
        private final ToDoubleFunction<RunFigures> value;

        Figure(String title, int decimals, ToDoubleFunction<RunFigures> value) {
            this.title = title;
            this.decimals = decimals;
            this.value = value;
        }

        String title() {
            return title;
        }

        String text(List<RunFigures> rounds) {
            return of(rounds).toString(decimals);
        }

        static String[] titles() {
            return Arrays.stream(values()).map(Figure::title).toArray(String[]::new);
        }

        Samples of(List<RunFigures> rounds) {
            return Samples.of(rounds.stream().mapToDouble(value).toArray());
        }
    }
}
