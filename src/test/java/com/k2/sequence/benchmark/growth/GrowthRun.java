package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.growth.Stages.Stage;
import com.k2.sequence.benchmark.measure.ProcessorTime;
import com.k2.sequence.benchmark.measure.RedisCounters;
import com.k2.sequence.benchmark.measure.RedisServer;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/**
 * Measures one case and ends, in a JVM of its own: heap, compiled code and static counters are this
 * case's alone. Ends with an exception where a count of verdicts or a row is not as it must be.
 */
final class GrowthRun {

    /** Begins the line of the output that describes the Redis server. */
    static final String REDIS = "redis: ";

    /** Begins the line of the output that has the result. */
    static final String RESULT = "result: ";

    private static final String KEY_PREFIX = "k2:seq";

    /**
     * The field of a row that says what its job found first is longer than the 64 bytes up to which
     * Redis keeps a hash compact unless set otherwise.
     */
    private static final String COMPACT_ROWS = "hash-max-listpack-value 128";

    private static final Pattern USED_MEMORY = Pattern.compile("used_memory:(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final GrowthCase measured;
    private final GrowthJob job;
    private final RedisClient redis;

    private GrowthRun(GrowthCase measured, GrowthJob job, RedisClient redis) {
        this.measured = measured;
        this.job = job;
        this.redis = redis;
    }

    /**
     * Prints the result.
     *
     * @param args a folder to work in, then {@link GrowthCase#toArguments}
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        GrowthCase measured = GrowthCase.parse(Arrays.asList(args).subList(1, args.length));
        try (EmbeddedRedis server =
                        EmbeddedRedis.builder()
                                .directory(folder.resolve("redis"))
                                .appendOnly(false)
                                .config(COMPACT_ROWS)
                                .start();
                RedisClient redis = RedisClient.create(server.uri());
                GrowthJob job = new GrowthJob(measured, folder.resolve("checkpoints"))) {
            RedisSettings options =
                    new RedisSettings(
                            server.uri().toString(),
                            KEY_PREFIX,
                            Duration.ofDays(7),
                            Duration.ofSeconds(2));
            System.out.println(REDIS + RedisServer.description(redis));
            System.out.println(
                    RESULT + new GrowthRun(measured, job, redis).measure(options).toCsv());
        }
        // Whatever a library's thread still waits for.
        System.exit(0);
    }

    private GrowthResult measure(RedisSettings options) throws Exception {
        long emptyRedis = usedMemory();
        if (measured.isTracked()) {
            EarlierJob.fill(options, measured.feeds());
        }
        RedisCounters filled = RedisCounters.read(redis);
        long cpuBefore = ProcessorTime.ofThisJvm();
        long submitted = System.nanoTime();
        job.submit(measured, options);
        run(Stage.MEET);
        double metSeconds = (System.nanoTime() - submitted) / 1e9;
        double metJvmSeconds = (ProcessorTime.ofThisJvm() - cpuBefore) / 1e9;
        double metRedisSeconds = RedisCounters.read(redis).since(filled).cpuSeconds();
        CheckpointFigures first = job.checkpoint();
        long heap = heapAfterCollection();
        run(Stage.WARM_UP);
        RedisCounters before = RedisCounters.read(redis);
        long began = System.nanoTime();
        run(Stage.MEASURE);
        double seconds = (System.nanoTime() - began) / 1e9;
        long commands = RedisCounters.read(redis).since(before).commands();
        CheckpointFigures busy = runWithCheckpoint();
        long resident = residentBytes();
        Stages.openNext();
        job.awaitEnd();
        requireVerdicts();
        double redisBytes =
                measured.isTracked()
                        ? (double) (usedMemory() - emptyRedis) / measured.allKeys()
                        : 0;
        return new GrowthResult(
                metSeconds,
                metJvmSeconds,
                metRedisSeconds,
                messages(Stage.MEASURE) / seconds,
                heap,
                resident,
                first,
                busy,
                redisBytes,
                measured.isTracked() ? (double) commands / messages(Stage.MEASURE) : 0,
                measured.isTracked() ? requireRows() : 0);
    }

    /** Opens a stage and waits until all of its messages have come out. */
    private void run(Stage stage) throws Exception {
        Stages.openNext();
        await(messagesUpTo(stage));
    }

    /** The last stage, with a checkpoint when half of it has come out. */
    private CheckpointFigures runWithCheckpoint() throws Exception {
        Stages.openNext();
        await(messagesUpTo(Stage.CHECKPOINT) - messages(Stage.CHECKPOINT) / 2);
        CheckpointFigures figures = job.checkpoint();
        await(messagesUpTo(Stage.CHECKPOINT));
        return figures;
    }

    private void await(long messages) throws Exception {
        while (VerdictCounter.total() < messages) {
            job.requireRunning();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long messages(Stage stage) {
        return messagesUpTo(stage) - messagesUpTo(Stage.values()[stage.ordinal() - 1]);
    }

    private long messagesUpTo(Stage stage) {
        return measured.feeds().stream().mapToLong(feed -> end(feed, stage) - feed.keys()).sum();
    }

    private long end(GrowthFeed feed, Stage stage) {
        return Stages.ends(measured, feed).get(stage.ordinal());
    }

    private void requireVerdicts() {
        Map<VerdictType, Long> expected = new EnumMap<>(VerdictType.class);
        Arrays.stream(VerdictType.values()).forEach(type -> expected.put(type, 0L));
        for (GrowthFeed feed : measured.feeds()) {
            long end = end(feed, Stage.CHECKPOINT);
            for (long offset = feed.keys(); offset < end; offset++) {
                expected.merge(feed.verdict(offset, measured.isTracked()), 1L, Long::sum);
            }
        }
        if (!VerdictCounter.counts().equals(expected)) {
            throw new IllegalStateException(
                    "the verdicts are " + VerdictCounter.counts() + " instead of " + expected);
        }
    }

    private long requireRows() {
        RowCheck check = new RowCheck(redis, KEY_PREFIX, GrowthJob.LINEAGE);
        List<GrowthFeed> feeds = measured.feeds();
        feeds.forEach(feed -> check.compare(feed, end(feed, Stage.CHECKPOINT)));
        if (check.difference() != null) {
            throw new IllegalStateException(check.difference());
        }
        return check.rows();
    }

    private long usedMemory() {
        return number(USED_MEMORY, redis.info("memory"));
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentBytes() throws IOException {
        return 1024 * number(RESIDENT, Files.readString(Path.of("/proc/self/status")));
    }

    private static long number(Pattern figure, String text) {
        Matcher matcher = figure.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("there is no " + figure + " in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
