package com.k2.sequence.benchmark.list;

import com.k2.sequence.benchmark.measure.Arguments;
import com.k2.sequence.benchmark.measure.Machine;
import com.k2.sequence.benchmark.measure.RedisServer;
import com.k2.sequence.benchmark.measure.Samples;
import com.k2.sequence.benchmark.measure.Table;
import com.k2.sequence.demo.local.RunFolder;
import com.k2.sequence.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/**
 * Times {@code bin/sequence-tracker list} as an operator starts it, on a Redis filled with rows as
 * the job writes them, and reports the most memory that it had. The main class of {@code
 * bin/benchmark list}.
 */
public final class ListBenchmark {

    private static final String USAGE =
            """
            Usage: bin/benchmark list [OPTION VALUE]...

            Times bin/sequence-tracker list, from its start to its end, over rows as the job writes them,
            and reports the most memory that its process had.

              --keys N,...   how many rows there are (default: 100000,1000000)
              --rounds N     of each (default: 3)
              --help         print this

            Exit code: 0; 1 if a list was not as it must be; 2 for a wrong option.
            """;

    private static final Map<String, String> DEFAULTS =
            Map.of("keys", "100000,1000000", "rounds", "3");

    private static final Map<String, String> VARIANTS = variants();

    private final Path command;
    private final Path folder;

    private ListBenchmark(Path command, Path folder) {
        this.command = command;
        this.folder = folder;
    }

    private static Map<String, String> variants() {
        Map<String, String> variants = new LinkedHashMap<>();
        variants.put("the 50 with most gaps", "list");
        variants.put("the 1,000 longest silent", "list --sort silence --limit 1000");
        variants.put("all as they come, JSON", "list --sort none --limit 0 --json");
        return variants;
    }

    /**
     * Measures, prints and exits.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) throws Exception {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String... args) throws Exception {
        try (RunFolder folder = RunFolder.open()) {
            if (Arrays.asList(args).contains("--help")) {
                System.out.print(USAGE);
                return 0;
            }
            Arguments options = Arguments.parse(DEFAULTS, args);
            folder.takeLog();
            new ListBenchmark(
                            Path.of(System.getProperty("sequence.tracker.command")), folder.path())
                    .run(options.numbers("keys", 1), options.integer("rounds", 1));
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("bin/benchmark list: " + e.getMessage());
            return 2;
        } catch (IllegalStateException e) {
            System.err.println("bin/benchmark list: " + e.getMessage());
            return 1;
        }
    }

    private void run(List<Long> keys, int rounds) throws IOException, InterruptedException {
        System.out.println(Machine.description());
        Table table = new Table("list", "rows", "s", "memory, MiB");
        for (long rows : keys) {
            try (EmbeddedRedis server =
                    EmbeddedRedis.builder()
                            .appendOnly(false)
                            .directory(folder.resolve("redis-" + rows))
                            .start()) {
                ManyRows.fill(server.uri(), rows);
                measure(server.uri(), rows, rounds, table);
            }
        }
        System.out.printf("%n%s", table);
    }

    private void measure(URI redis, long rows, int rounds, Table table)
            throws IOException, InterruptedException {
        try (RedisClient client = RedisClient.create(redis)) {
            System.out.printf("%,d rows; %s%n", rows, RedisServer.description(client));
        }
        for (Map.Entry<String, String> variant : VARIANTS.entrySet()) {
            List<Double> seconds = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ListRun run = ListRun.of(command, variant.getValue(), redis, folder);
                run.requireAll(rows);
                seconds.add(run.seconds());
                memory.add(run.mebibytes());
            }
            table.row(
                    variant.getKey(),
                    String.format(Locale.ROOT, "%,d", rows),
                    Samples.of(seconds).toString(1),
                    Samples.of(memory).toString(0));
        }
    }
}
