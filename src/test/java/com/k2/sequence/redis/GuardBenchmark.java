package com.k2.sequence.redis;

import com.k2.sequence.demo.local.RunFolder;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.client.Batch;
import com.k2.sequence.redis.client.RedisServers;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.RedisClient;

/**
 * Guarded updates a second over loopback, by keys in a script call and keys in a pipeline: rate and
 * the server's processor time an update, the middle of several rounds. The main class of {@code
 * bin/benchmark guard}; takes about a minute.
 */
public final class GuardBenchmark {

    private static final int WRONG_OPTION = 2;
    private static final int SYMBOLS = 10_000;
    private static final int UPDATES = 50_000;
    private static final int ROUNDS = 5;
    private static final int[] KEYS_PER_CALL = {1, 10, 50, 100, 200};
    private static final int[] PIPELINES = {100, 200, 500, 1_000, 2_000, 5_000};
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:user|sys):([0-9.]+)");

    private final RedisLayout layout = new RedisLayout("k2:seq");
    private final List<InstrumentKey> keys = Samples.keys(SYMBOLS);
    private final RedisServers servers;
    private final RedisClient admin;
    private long offset;

    private GuardBenchmark(RedisServers servers, RedisClient admin) {
        this.servers = servers;
        this.admin = admin;
    }

    /** Prints a line for each way to send; there are no options but {@code --help}. */
    public static void main(String[] args) throws Exception {
        try (RunFolder folder = RunFolder.open()) {
            if (args.length > 0) {
                System.out.println("Usage: bin/benchmark guard (takes no options, about a minute)");
                System.exit(args[0].equals("--help") ? 0 : WRONG_OPTION);
            }
            folder.takeLog();
            run(folder.path());
        }
    }

    private static void run(Path folder) throws Exception {
        try (EmbeddedRedis server =
                        EmbeddedRedis.builder()
                                .appendOnly(false)
                                .directory(folder.resolve("redis"))
                                .start();
                RedisClient admin = RedisClient.create(server.uri());
                RedisServers servers = RedisServers.of(Samples.options(server.uri()))) {
            new GuardBenchmark(servers, admin).run();
        }
    }

    private void run() {
        System.out.println("keys/call  keys/pipeline  updates/s  server us/update  pipeline ms");
        measure(100, 1_000);
        for (int keysPerCall : KEYS_PER_CALL) {
            print(keysPerCall, 1_000);
        }
        for (int pipeline : PIPELINES) {
            print(RedisSettings.MOST_KEYS_PER_CALL, pipeline);
        }
    }

    private void print(int keysPerCall, int pipeline) {
        double[][] rounds = new double[ROUNDS][];
        Arrays.setAll(rounds, i -> measure(keysPerCall, pipeline));
        System.out.printf(
                "%9d  %13d  %9.0f  %16.2f  %11.2f%n",
                keysPerCall, pipeline, middle(rounds, 0), middle(rounds, 1), middle(rounds, 2));
    }

    private static double middle(double[][] rounds, int column) {
        return Arrays.stream(rounds)
                .mapToDouble(r -> r[column])
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }

    private double[] measure(int keysPerCall, int pipeline) {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        int sent = 0;
        while (sent < UPDATES) {
            List<CommandArguments> calls = new ArrayList<>();
            for (int from = 0; from < pipeline; from += keysPerCall) {
                calls.add(call(sent + from, Math.min(keysPerCall, pipeline - from)));
            }
            Batch batch = GuardScript.batch(calls);
            servers.exchange(batch);
            if (GuardScript.ignored(batch) > 0) {
                throw new IllegalStateException("an update was ignored");
            }
            sent += pipeline;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new double[] {
            sent / seconds,
            (cpuSeconds() - cpu) * 1e6 / sent,
            seconds * 1e3 / ((double) sent / pipeline)
        };
    }

    private CommandArguments call(int from, int count) {
        List<SequenceUpdate> updates =
                IntStream.range(from, from + count)
                        .mapToObj(i -> keys.get(i % SYMBOLS))
                        .map(key -> Samples.update(key, ++offset, Samples.at(offset)))
                        .toList();
        return GuardScript.call(layout, updates, 7, 7, Samples.TTL);
    }

    private double cpuSeconds() {
        Matcher matcher = CPU.matcher(admin.info("cpu"));
        double seconds = 0;
        while (matcher.find()) {
            seconds += Double.parseDouble(matcher.group(1));
        }
        return seconds;
    }
}
