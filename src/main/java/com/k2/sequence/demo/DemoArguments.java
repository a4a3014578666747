package com.k2.sequence.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.util.TimeUtils;

/** Reads the command line of the embedded run. */
final class DemoArguments {

    static final String USAGE =
            """
            Usage: bin/demo [OPTION VALUE]...

            Starts a Kafka broker, a Redis server and Flink with its web UI on this machine, runs the
            Redis Sequence Tracker on them, feeds it, and compares what it found with what it was fed.
            Ends by itself or with Ctrl-C, and deletes its files.

            A generated feed (the default):
              --rate N           messages a second, or max (default: 20000)
              --duration TIME    how long to feed, such as '90 s' or '5 min', or forever (default: 60 s)
              --messages N       how many messages to feed, instead of --duration
              --exchanges N      exchanges (default: 4)
              --symbols N        instruments in all (default: 1000)
              --faults SHARE     faulty messages among all, from 0 to 1 (default: 0.001)
              --seed N           an equal seed gives an equal feed, except its times (default: 1)

            A recorded feed, one JSON message on each line:
              --capture FILE     the file, gzip if it ends in .gz; read as fast as the job takes it,
                                 or at --rate
              --source.NAME.*    where its messages hold what the job needs, such as
                                 --source.spot.exchange BINANCE --source.spot.symbol-field /data/s
                                 --source.spot.sequence-field /data/t

            Both:
              --timestamps WHEN  now: messages are stamped when they are sent, and the times of a capture
                                 moved so that its last one is of now; or recorded: as the capture has
                                 them, of a generated feed from 2026-01-11T10:00:00Z on (default: now)
              --parallelism N    of the job (default: 2)
              --stay             keep everything running when the feed has ended, until Ctrl-C
              --help             print this

            Exit code: 0 if everything was found as expected, 1 if not, 2 for a wrong option.
            """;

    private static final String CAPTURE = "capture";
    private static final String STAY = "stay";
    private static final String RATE = "rate";
    private static final String DURATION = "duration";
    private static final String MESSAGES = "messages";
    private static final String PARALLELISM = "parallelism";
    private static final String TIMESTAMPS = "timestamps";

    /** Longer than any run, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final List<String> GENERATOR_ONLY =
            List.of("exchanges", "symbols", "faults", "seed");
    private static final Set<String> KNOWN =
            Set.of(
                    CAPTURE,
                    STAY,
                    RATE,
                    DURATION,
                    MESSAGES,
                    PARALLELISM,
                    TIMESTAMPS,
                    "exchanges",
                    "symbols",
                    "faults",
                    "seed");
    private static final String SOURCE_PREFIX = "source.";
    private static final Set<String> SET_BY_THE_RUN =
            Set.of("topics", "topic-pattern", "start", "bounded");

    private final Map<String, String> own = new LinkedHashMap<>();
    private final Map<String, String> jobOptions = new TreeMap<>();

    private DemoArguments(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String argument = args[i];
            if (!argument.startsWith("--") || argument.length() == 2) {
                throw wrong("'" + argument + "' is not an option; options are --NAME VALUE");
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (name.equals(STAY)) {
                put(own, name, "");
            } else if (equals >= 0) {
                put(name, argument.substring(equals + 1));
            } else if (++i < args.length) {
                put(name, args[i]);
            } else {
                throw wrong(argument + " needs a value");
            }
        }
    }

    static boolean asksForHelp(String[] args) {
        return List.of(args).stream().anyMatch(Set.of("--help", "-h")::contains);
    }

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong; the message says
     *     which and what would be right
     */
    static DemoOptions parse(String[] args) {
        return new DemoArguments(args).options();
    }

    private void put(String name, String value) {
        if (KNOWN.contains(name)) {
            put(own, name, value);
            return;
        }
        if (!name.startsWith(SOURCE_PREFIX)) {
            throw wrong("there is no option --" + name);
        }
        if (SET_BY_THE_RUN.contains(name.substring(name.lastIndexOf('.') + 1))) {
            throw wrong("--" + name + " is set by this run itself");
        }
        put(jobOptions, name, value);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (values.putIfAbsent(name, value) != null) {
            throw wrong("--" + name + " is given twice");
        }
    }

    private DemoOptions options() {
        Path capture = capture();
        int exchanges = (int) number("exchanges", 4, 1, 1_000);
        return new DemoOptions(
                number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                exchanges,
                (int) number("symbols", Math.max(1_000, exchanges), exchanges, 10_000_000),
                share("faults", 0.001),
                rate(capture == null ? "20000" : "max"),
                duration(capture),
                number(MESSAGES, Long.MAX_VALUE, 1, Long.MAX_VALUE),
                (int) number(PARALLELISM, 2, 1, 64),
                capture,
                recordedTimes(),
                own.containsKey(STAY),
                jobOptions);
    }

    private Path capture() {
        String text = own.get(CAPTURE);
        if (text == null) {
            if (!jobOptions.isEmpty()) {
                throw wrong("--" + jobOptions.keySet().iterator().next() + " needs --capture FILE");
            }
            return null;
        }
        for (String option : GENERATOR_ONLY) {
            if (own.containsKey(option)) {
                throw wrong("--" + option + " is for a generated feed, not for --capture");
            }
        }
        CaptureSource.of(jobOptions);
        Path file = Path.of(text);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong("--capture: there is no readable file " + file.toAbsolutePath());
        }
        try {
            new CaptureFile(file).close();
            return file;
        } catch (IOException e) {
            throw wrong("--capture: " + e.getMessage());
        }
    }

    private boolean recordedTimes() {
        String text = own.getOrDefault(TIMESTAMPS, "now");
        return switch (text) {
            case "now" -> false;
            case "recorded" -> true;
            default -> throw wrong("--timestamps must be now or recorded, not '" + text + "'");
        };
    }

    private double rate(String defaultValue) {
        String text = own.getOrDefault(RATE, defaultValue);
        return text.equals("max") ? Double.POSITIVE_INFINITY : number(RATE, text, 1, 1_000_000_000);
    }

    private Duration duration(Path capture) {
        String text = own.get(DURATION);
        if (text == null) {
            boolean limited = capture != null || own.containsKey(MESSAGES);
            return limited ? null : Duration.ofSeconds(60);
        }
        if (own.containsKey(MESSAGES)) {
            throw wrong("give --duration or --messages, not both");
        }
        if (text.equals("forever")) {
            return null;
        }
        try {
            Duration duration = TimeUtils.parseDuration(text);
            if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException notADuration) {
            // Reported below, in this command's own words.
        }
        throw wrong("--duration must be a time such as '90 s', or forever, not '" + text + "'");
    }

    private double share(String name, double defaultValue) {
        String text = own.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, in this command's own words.
        }
        throw wrong("--" + name + " must be a number from 0 to 1, not '" + text + "'");
    }

    private long number(String name, long defaultValue, long least, long most) {
        String text = own.get(name);
        return text == null ? defaultValue : number(name, text, least, most);
    }

    private static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, in this command's own words.
        }
        throw wrong(
                "--"
                        + name
                        + " must be a number from "
                        + least
                        + " to "
                        + most
                        + ", not '"
                        + text
                        + "'");
    }

    private static IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException(message);
    }
}
