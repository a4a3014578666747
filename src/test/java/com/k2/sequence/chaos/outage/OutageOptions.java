package com.k2.sequence.chaos.outage;

import static com.k2.sequence.chaos.rig.OptionValues.check;

import com.k2.sequence.chaos.rig.OptionValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What an outage run is to be like.
 *
 * @param jobJar the job
 * @param seed of the feed
 * @param duration how long Redis is unavailable
 * @param keys how many symbols turn up, half of them meanwhile
 * @param guarantee of the sinks: {@code exactly-once} or {@code at-least-once}
 * @param onOutage what the job does meanwhile: {@code stall} or {@code continue}
 * @param redis how it is made unavailable: {@code stopped} or {@code killed}
 * @param taskManagers how many, of one slot each
 */
record OutageOptions(
        Path jobJar,
        long seed,
        Duration duration,
        int keys,
        String guarantee,
        String onOutage,
        String redis,
        int taskManagers) {

    static final String USAGE =
            """
            Usage: bin/outage [OPTION VALUE]...

            Starts a JobManager, TaskManagers of 384 MB heap, a Kafka broker and Redis on this machine, each
            a process of its own, runs the job jar on them and feeds it as fast as it reads. Then it makes
            Redis unavailable for a time and watches the TaskManagers' memory. In the end it compares every
            verdict, payload, event and Redis hash with an independent reader.

              --duration TIME     how long Redis is unavailable, such as '90 s' or '5 min' (default: 5 min)
              --on-outage WORD    stall or continue: the job's redis.on-outage (default: stall)
              --redis WORD        stopped (SIGSTOP: connections stay open, nothing answers) or killed,
                                  and then back with its data (default: stopped)
              --keys N            how many symbols turn up, half of them in the outage (default: 100000)
              --guarantee WORD    exactly-once or at-least-once (default: exactly-once)
              --task-managers N   how many, of one slot each (default: 2)
              --seed N            an equal seed draws equal messages (default: of the clock)
              --help              print this

            Exit code: 0 if all is as it should be, 1 if not, 2 for a wrong option.
            """;

    private static final Duration SHORTEST = Duration.ofSeconds(20);

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "duration", "5 min",
                    "on-outage", "stall",
                    "redis", "stopped",
                    "keys", "100000",
                    "guarantee", "exactly-once",
                    "task-managers", "2",
                    "seed", "");

    OutageOptions {
        check(Files.isRegularFile(jobJar), "there is no job jar " + jobJar + "; mvn package");
        check(
                duration.compareTo(SHORTEST) >= 0,
                "--duration must be " + SHORTEST.toSeconds() + " s at least, not " + duration);
        check(keys >= 2, "--keys must be 2 at least, not " + keys);
        check(taskManagers >= 1, "--task-managers must be 1 at least, not " + taskManagers);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an option is unknown or its value wrong; the message says
     *     which and what would be right
     */
    static OutageOptions parse(Path jobJar, String... args) {
        OptionValues values = OptionValues.parse(DEFAULTS, args);
        return new OutageOptions(
                jobJar,
                values.seed("seed"),
                values.duration("duration"),
                values.whole("keys"),
                values.oneOf("guarantee", "exactly-once", "at-least-once"),
                values.oneOf("on-outage", "stall", "continue"),
                values.oneOf("redis", "stopped", "killed"),
                values.whole("task-managers"));
    }

    /** The names of all options that take a value. */
    static Set<String> names() {
        return DEFAULTS.keySet();
    }

    boolean isExactlyOnce() {
        return guarantee.equals("exactly-once");
    }

    boolean goesOn() {
        return onOutage.equals("continue");
    }

    boolean isKilled() {
        return redis.equals("killed");
    }
}
