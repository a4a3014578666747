package com.k2.sequence.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The rehearsal as a command. The main class of {@code bin/rehearse}. */
public final class RehearsalCommand {

    private static final String USAGE =
            """
            Usage: bin/rehearse [--stay]

            Starts what docker-compose.yml starts, without an engine, as processes of this machine on free
            ports, and says when each service is there and when the first gap event is. Then it ends all of
            them, or with --stay keeps them until Ctrl-C.
            """;
    private static final String STAY = "--stay";
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;

    private RehearsalCommand() {}

    /**
     * Runs, prints and exits.
     *
     * @param args the project's folder, then as {@code --help} says
     */
    public static void main(String[] args) throws InterruptedException {
        List<String> options = List.of(args).subList(1, args.length);
        if (!List.of(STAY).containsAll(options)) {
            System.out.print(USAGE);
            System.exit(options.equals(List.of("--help")) ? 0 : WRONG_OPTIONS);
        }
        try (Rehearsal rehearsal = new Rehearsal(Path.of(args[0]), System.out)) {
            rehearsal.start();
            byte[] gap = rehearsal.awaitFirst("market.gaps").value();
            rehearsal.tell("first gap event: " + new String(gap, StandardCharsets.UTF_8));
            if (!options.isEmpty()) {
                stay(rehearsal);
            }
        } catch (IOException e) {
            System.err.println("bin/rehearse: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void stay(Rehearsal rehearsal) throws InterruptedException {
        System.out.printf(
                "%nFlink http://%s   Prometheus http://%s   Kafka %s   Redis %s%nUntil Ctrl-C.%n",
                rehearsal.address("jobmanager", 8081),
                rehearsal.address("prometheus", 9090),
                rehearsal.address("kafka", 29092),
                rehearsal.address("redis", 6379));
        new CountDownLatch(1).await();
    }
}
