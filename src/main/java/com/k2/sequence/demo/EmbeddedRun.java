package com.k2.sequence.demo;

import com.k2.sequence.demo.check.OutputReader;
import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.check.RunSummary;
import com.k2.sequence.demo.check.StateCheck;
import com.k2.sequence.demo.local.EmbeddedJob;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.demo.local.JobMetrics;
import com.k2.sequence.demo.local.RunFolder;
import com.k2.sequence.demo.local.StopSignals;
import com.k2.sequence.logging.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the job on this machine with everything around it, feeds it, shows what it finds, and
 * compares that with what it was fed. The main class of {@code bin/demo}.
 */
public final class EmbeddedRun {

    private static final int FOUND_EVERYTHING = 0;
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;
    private static final int STOPPED_AT_ONCE = 130;

    private static final String TERMINAL = "sequence.demo.terminal";
    private static final int LOG_LINES_SHOWN = 20;
    private static final OutputTopics TOPICS = new OutputTopics("market");

    /** A run may last for days: about this much of each partition stays on disk. */
    private static final Map<String, String> TOPIC_CONFIGS =
            Map.of(
                    "segment.bytes", "33554432",
                    "retention.bytes", "134217728",
                    "max.message.bytes", "33554432");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_INTERVAL_MILLIS = 50;

    private final DemoOptions options;
    private final Path folder;
    private final PrintStream out;
    private final CountDownLatch stop = new CountDownLatch(1);

    private EmbeddedRun(DemoOptions options, Path folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
    }

    /** Exit codes and options: see {@code --help}. */
    public static void main(String[] args) {
        System.exit(exitCodeOf(args));
    }

    private static int exitCodeOf(String[] args) {
        try (RunFolder folder = RunFolder.open()) {
            if (DemoArguments.asksForHelp(args)) {
                Printable.out().print(DemoArguments.USAGE);
                return FOUND_EVERYTHING;
            }
            return run(DemoArguments.parse(args), folder);
        } catch (IllegalArgumentException e) {
            Printable.err().println("bin/demo: " + e.getMessage() + "\nSee bin/demo --help.");
            return WRONG_OPTIONS;
        } catch (IOException e) {
            Printable.err().println("bin/demo: can't use a folder for temporary files: " + e);
            return FAILED;
        }
    }

    private static int run(DemoOptions options, RunFolder folder) throws IOException {
        Path log = folder.takeLog();
        try {
            EmbeddedRun run = new EmbeddedRun(options, folder.path(), Printable.out());
            StopSignals.handle(run::stop);
            return run.run();
        } catch (Exception e) {
            Printable.err().println("bin/demo: " + e.getMessage());
            printEndOf(log);
            return FAILED;
        }
    }

    private static void printEndOf(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Printable.err().println("The end of its log:");
        lines.stream()
                .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
                .forEach(line -> Printable.err().println("  " + line));
    }

    /** Gracefully the first time, at once the second time. */
    private void stop() {
        if (stop.getCount() == 0) {
            System.exit(STOPPED_AT_ONCE);
        }
        stop.countDown();
    }

    private int run() throws Exception {
        long begin = System.nanoTime();
        out.println("Starting Redis, Kafka and Flink ...");
        try (EmbeddedServers servers = EmbeddedServers.start(folder);
                Feed feed = feed()) {
            servers.createTopics(
                    Stream.concat(feed.topics().stream(), TOPICS.all().stream()).toList(),
                    options.parallelism(),
                    TOPIC_CONFIGS);
            try (EmbeddedJob job =
                    EmbeddedJob.submit(folder, jobOptions(servers, feed), options.parallelism())) {
                job.awaitRunning();
                out.println(
                        StartupBanner.text(
                                servers, TOPICS, job, options, System.nanoTime() - begin));
                RunSummary summary = run(servers, feed, job);
                summary.lines().forEach(out::println);
                return summary.differences().isEmpty() ? FOUND_EVERYTHING : FAILED;
            }
        }
    }

    private Feed feed() throws IOException {
        return options.capture() == null
                ? new GeneratedFeed(options)
                : new CaptureFeed(
                        options.capture(),
                        CaptureSource.of(options.jobOptions()),
                        options.parallelism(),
                        options.recordedTimes());
    }

    private Map<String, String> jobOptions(EmbeddedServers servers, Feed feed) {
        Map<String, String> job = new TreeMap<>(TOPICS.jobOptions());
        job.put("kafka.bootstrap-servers", servers.kafkaAddress());
        job.put("redis.uri", servers.redisUri().toString());
        job.putAll(feed.jobOptions());
        return job;
    }

    private RunSummary run(EmbeddedServers servers, Feed feed, EmbeddedJob job)
            throws InterruptedException {
        try (OutputReader reader = new OutputReader(servers.kafkaAddress(), TOPICS);
                FeedSender sender =
                        new FeedSender(
                                feed,
                                options,
                                servers.kafkaAddress(),
                                () -> reader.tally().messages());
                RedisRows rows = new RedisRows(servers.redisUri())) {
            LiveTable table = new LiveTable(JobMetrics.INSTANCE, new LastNumbers(rows), sender);
            Screen screen = new Screen(Boolean.getBoolean(TERMINAL));
            long begin = System.nanoTime();
            sender.start();
            while (!sender.hasEnded() && !job.hasEnded() && !isStopped()) {
                screen.showWhenDue(table::lines);
            }
            job.throwIfFailed();
            sender.finish();
            reader.await(feed.expected().messages(), PATIENCE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            while (options.stay() && !job.hasEnded() && !isStopped()) {
                screen.showWhenDue(table::lines);
            }
            screen.show(table.lines());
            job.throwIfFailed();
            job.stop();
            out.printf(
                    Locale.ROOT,
                    "%n%,d messages in %.1f s, %,d/s%n%n",
                    sender.sent(),
                    seconds,
                    Math.round(sender.sent() / seconds));
            return new RunSummary(
                    options.capture() == null ? "injected" : "one reader",
                    feed.expected(),
                    reader.finish(),
                    StateCheck.of(feed.states(), rows.all()),
                    feed.note());
        }
    }

    /** Waits a moment before it answers false. */
    private boolean isStopped() throws InterruptedException {
        return stop.await(LOOK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
}
