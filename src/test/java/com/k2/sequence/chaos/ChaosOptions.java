package com.k2.sequence.chaos;

import static com.k2.sequence.chaos.rig.OptionValues.check;

import com.k2.sequence.chaos.rig.ChaosRule;
import com.k2.sequence.chaos.rig.OptionValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a chaos run is to be like.
 *
 * @param jobJar the job
 * @param seed of the feed and of the faults
 * @param duration how long faults happen, at least
 * @param messages how many are fed in that time; the feed goes on as long as faults do
 * @param faults how many happen, at least
 * @param keys how many symbols turn up
 * @param rule by which the feed is judged
 * @param guarantee of the sinks: {@code exactly-once} or {@code at-least-once}
 * @param onOutage what the job does while Redis is unavailable: {@code stall} or {@code continue}
 * @param mode of Flink's cluster: {@code application} or {@code session}
 * @param taskManagers how many, of 2 slots each
 */
record ChaosOptions(
        Path jobJar,
        long seed,
        Duration duration,
        int messages,
        int faults,
        int keys,
        ChaosRule rule,
        String guarantee,
        String onOutage,
        String mode,
        int taskManagers) {

    static final String USAGE =
            """
            Usage: bin/chaos [OPTION VALUE]...

            Starts ZooKeeper, a JobManager, TaskManagers, a Kafka broker and Redis on this machine, each a
            process of its own, runs the job jar on them and feeds it. Meanwhile it kills, stops, empties
            and rescales them at random. In the end it compares every verdict, payload, event and Redis
            hash with an independent reader.

              --seed N            an equal seed gives equal faults and an equal feed (default: of the clock)
              --duration TIME     how long faults happen, such as '90 s' or '20 min' (default: 10 min)
              --messages N        how many are fed in that time (default: 2000000)
              --faults N          goes on, feeding, until so many have happened (default: 0)
              --keys N            how many symbols turn up, all along (default: 5000)
              --rule WORD         default, or memory: with gap memory and a reset run (default: memory)
              --guarantee WORD    exactly-once or at-least-once (default: exactly-once)
              --on-outage WORD    stall or continue: the job's redis.on-outage (default: stall)
              --mode WORD         application, where every JobManager runs the job's main again, or session
                                  (default: application)
              --task-managers N   how many, of 2 slots each, at least 2 (default: 3)
              --help              print this

            Exit code: 0 if all is as it should be, 1 if not, 2 for a wrong option.
            """;

    private static final int SLOTS_PER_TASK_MANAGER = 2;

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "seed", "",
                    "duration", "10 min",
                    "messages", "2000000",
                    "faults", "0",
                    "keys", "5000",
                    "rule", "memory",
                    "guarantee", "exactly-once",
                    "on-outage", "stall",
                    "mode", "application",
                    "task-managers", "3");

    ChaosOptions {
        check(Files.isRegularFile(jobJar), "there is no job jar " + jobJar + "; mvn package");
        check(duration.toSeconds() >= 1, "--duration must be 1 s at least, not " + duration);
        check(keys >= 1, "--keys must be 1 at least, not " + keys);
        check(messages >= keys, "--messages must be as many as --keys at least, not " + messages);
        check(taskManagers >= 2, "--task-managers must be 2 at least, not " + taskManagers);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an option is unknown or its value wrong; the message says
     *     which and what would be right
     */
    static ChaosOptions parse(Path jobJar, String... args) {
        OptionValues values = OptionValues.parse(DEFAULTS, args);
        return new ChaosOptions(
                jobJar,
                values.seed("seed"),
                values.duration("duration"),
                values.whole("messages"),
                values.whole("faults"),
                values.whole("keys"),
                ChaosRule.named(values.oneOf("rule", "default", "memory")),
                values.oneOf("guarantee", "exactly-once", "at-least-once"),
                values.oneOf("on-outage", "stall", "continue"),
                values.oneOf("mode", "application", "session"),
                values.whole("task-managers"));
    }

    /** The names of all options that take a value. */
    static Set<String> names() {
        return DEFAULTS.keySet();
    }

    boolean isExactlyOnce() {
        return guarantee.equals("exactly-once");
    }

    boolean isApplication() {
        return mode.equals("application");
    }

    int slotsPerTaskManager() {
        return SLOTS_PER_TASK_MANAGER;
    }

    /** With one TaskManager lost, the others still have room. */
    int largestParallelism() {
        return SLOTS_PER_TASK_MANAGER * (taskManagers - 1);
    }
}
