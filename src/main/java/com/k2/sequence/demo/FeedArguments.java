package com.k2.sequence.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the command line of {@code bin/feed}: where to feed, and the generator's own options. */
final class FeedArguments {

    static final String USAGE =
            """
            Usage: bin/feed [OPTION VALUE]...

            Sends a generated market with injected faults to a Kafka broker, a topic for each exchange:
            market.ticks.asx, market.ticks.nasdaq, market.ticks.lse, market.ticks.tse. The topics must
            exist. Prints its progress, and at the end the verdicts that the messages must get.

              --bootstrap HOST:PORT  brokers to start from (default: localhost:9092)
              --rate N               messages a second, or max (default: 20000)
              --duration TIME        how long to feed, such as '90 s' or '5 min', or forever (default: 60 s)
              --messages N           how many messages to feed, instead of --duration
              --exchanges N          exchanges (default: 4)
              --symbols N            instruments in all (default: 1000)
              --faults SHARE         faulty messages among all, from 0 to 1 (default: 0.001)
              --seed N               an equal seed gives an equal feed, except its times (default: 1)
              --timestamps WHEN      now: messages are stamped when they are sent; or recorded: from
                                     2026-01-11T10:00:00Z on, so that a seed gives equal bytes (default: now)
              --help                 print this

            Exit code: 0 if Kafka has all of it, 1 if not, 2 for a wrong option.
            """;

    private static final String BOOTSTRAP = "bootstrap";
    private static final Set<String> GENERATOR =
            Set.of(
                    "rate",
                    "duration",
                    "messages",
                    "exchanges",
                    "symbols",
                    "faults",
                    "seed",
                    "timestamps");

    private FeedArguments() {}

    /**
     * What to send, and to which brokers.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param feed of a generated feed
     */
    record FeedTask(String bootstrapServers, DemoOptions feed) {}

    /**
     * @throws IllegalArgumentException if an option is unknown or its value wrong; the message says
     *     which and what would be right
     */
    static FeedTask parse(String[] args) {
        String bootstrapServers = null;
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String name = nameOf(args[i]);
            boolean named = args[i].startsWith("--");
            if (named && name.equals(BOOTSTRAP)) {
                if (bootstrapServers != null) {
                    throw new IllegalArgumentException("--bootstrap is given twice");
                }
                bootstrapServers = args[i].contains("=") ? valueOf(args[i]) : next(args, i++);
            } else if (named && !GENERATOR.contains(name)) {
                throw new IllegalArgumentException("there is no option --" + name);
            } else {
                rest.add(args[i]);
            }
        }
        DemoOptions feed = DemoArguments.parse(rest.toArray(new String[0]));
        return new FeedTask(bootstrapServers == null ? "localhost:9092" : bootstrapServers, feed);
    }

    private static String nameOf(String argument) {
        int equals = argument.indexOf('=');
        return argument.substring(
                Math.min(2, argument.length()), equals < 0 ? argument.length() : equals);
    }

    private static String valueOf(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }

    private static String next(String[] args, int i) {
        if (i + 1 == args.length) {
            throw new IllegalArgumentException(args[i] + " needs a value");
        }
        return args[i + 1];
    }
}
