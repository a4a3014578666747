package com.k2.sequence.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.TimeUtils;

/**
 * What a chaos run is to be like.
 *
 * @param jobJar the job
 * @param seed of the feed and of the faults
 * @param duration how long faults happen, at least
 * @param messages how many are fed in that time; the feed goes on as long as faults do
 * @param faults how many happen, at least
 * @param keys how many symbols turn up
 * @param guarantee of the sinks: {@code exactly-once} or {@code at-least-once}
 * @param onOutage what the job does while Redis is away: {@code stall} or {@code continue}
 * @param taskManagers how many, of 2 slots each
 */
record ChaosOptions(
        Path jobJar,
        long seed,
        Duration duration,
        int messages,
        int faults,
        int keys,
        String guarantee,
        String onOutage,
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
              --guarantee WORD    exactly-once or at-least-once (default: exactly-once)
              --on-outage WORD    stall or continue: the job's redis.on-outage (default: stall)
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
                    "guarantee", "exactly-once",
                    "on-outage", "stall",
                    "task-managers", "3");

    ChaosOptions {
        check(Files.isRegularFile(jobJar), "there is no job jar " + jobJar + "; mvn package");
        check(duration.toSeconds() >= 1, "--duration must be 1 s at least, not " + duration);
        check(keys >= 1, "--keys must be 1 at least, not " + keys);
        check(messages >= keys, "--messages must be as many as --keys at least, not " + messages);
        check(taskManagers >= 2, "--task-managers must be 2 at least, not " + taskManagers);
    }

    static boolean asksForHelp(String[] args) {
        return List.of(args).stream().anyMatch(Set.of("--help", "-h")::contains);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an option is unknown or its value wrong; the message says
     *     which and what would be right
     */
    static ChaosOptions parse(Path jobJar, String... args) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            check(DEFAULTS.containsKey(name), "there is no option " + args[i] + "; see --help");
            check(i + 1 < args.length, args[i] + " needs a value");
            values.put(name, args[i + 1]);
        }
        String seed = values.get("seed");
        return new ChaosOptions(
                jobJar,
                seed.isEmpty() ? System.currentTimeMillis() % 1_000_000 : number("seed", seed),
                duration(values.get("duration")),
                whole("messages", values),
                whole("faults", values),
                whole("keys", values),
                oneOf("guarantee", values, "exactly-once", "at-least-once"),
                oneOf("on-outage", values, "stall", "continue"),
                whole("task-managers", values));
    }

    /** The names of all options that take a value. */
    static Set<String> names() {
        return DEFAULTS.keySet();
    }

    boolean isExactlyOnce() {
        return guarantee.equals("exactly-once");
    }

    int slotsPerTaskManager() {
        return SLOTS_PER_TASK_MANAGER;
    }

    /** With one TaskManager lost, the others still have room. */
    int largestParallelism() {
        return SLOTS_PER_TASK_MANAGER * (taskManagers - 1);
    }

    private static Duration duration(String text) {
        try {
            return TimeUtils.parseDuration(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--duration is a time such as '90 s' or '20 min', not '" + text + "'", e);
        }
    }

    private static int whole(String name, Map<String, String> values) {
        long number = number(name, values.get(name));
        check(
                number == (int) number,
                "--" + name + " is at most " + Integer.MAX_VALUE + ", not " + number);
        return (int) number;
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--" + name + " is a whole number, not '" + text + "'", e);
        }
    }

    private static String oneOf(String name, Map<String, String> values, String a, String b) {
        String value = values.get(name);
        check(
                value.equals(a) || value.equals(b),
                "--" + name + " is " + a + " or " + b + ", not '" + value + "'");
        return value;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
