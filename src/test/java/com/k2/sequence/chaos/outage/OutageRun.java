package com.k2.sequence.chaos.outage;

import com.k2.sequence.chaos.account.Comparison;
import com.k2.sequence.chaos.outage.OutageSample.Phase;
import com.k2.sequence.chaos.rig.Backlog;
import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.chaos.rig.ChaosRule;
import com.k2.sequence.chaos.rig.Feeder;
import com.k2.sequence.chaos.rig.JobWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** One outage run, from the start of the servers to the comparison. */
final class OutageRun {

    /** So much more than the job has read is in the topic, or on its way there: it never idles. */
    private static final int LEAD = 100_000;

    /** Before and after the outage, in shares of it. */
    private static final int SHARE = 10;

    private static final Duration SHORTEST_SHARE = Duration.ofSeconds(5);

    private final OutageOptions options;
    private final PrintStream out;

    /**
     * @param out where it says what happens
     */
    OutageRun(OutageOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs; nothing is left behind when it returns or throws.
     *
     * @throws AssertionError if the job ends, does not answer, or does not catch up
     */
    OutageReport run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("outage-");
        try (OutageCluster cluster = OutageCluster.start(options.taskManagers());
                JobWatch watch = new JobWatch()) {
            Path yaml =
                    ChaosJob.write(
                            ChaosRule.DEFAULT,
                            options.guarantee(),
                            options.onOutage(),
                            cluster.kafka(),
                            cluster.redis().uri(),
                            folder.resolve("job.yaml"));
            ChaosJob job = ChaosJob.submitted(cluster.flink(), watch, options.jobJar(), yaml);
            job.start(options.taskManagers());
            cluster.flink().awaitCheckpoints(job.id(), 1, ChaosJob.PATIENCE);
            out.println("The job runs; its web UI is at " + cluster.flink().restUrl());
            return run(cluster, job, watch);
        } finally {
            FileUtils.deleteQuietly(folder.toFile());
        }
    }

    private OutageReport run(OutageCluster cluster, ChaosJob job, JobWatch jobWatch)
            throws IOException, InterruptedException, ExecutionException {
        Newcomers newcomers = new Newcomers(options.keys(), options.duration());
        ChaosFeed feed =
                new ChaosFeed(options.seed(), options.keys(), produced -> newcomers.keysByNow());
        try (OutageWatch watch =
                        new OutageWatch(
                                cluster.flink(),
                                job.id(),
                                options.taskManagers(),
                                options.duration(),
                                out);
                Feeder feeder =
                        new Feeder(
                                cluster.kafka().bootstrapServers(),
                                feed,
                                0,
                                () -> watch.read() + LEAD)) {
            feeder.start();
            Duration share = longer(SHORTEST_SHARE, options.duration().dividedBy(SHARE));
            watch.watch(Phase.BEFORE, share, () -> watch.read() > LEAD, feeder::throwIfFailed);
            newcomers.beginOutage();
            takeAway(cluster);
            watch.watch(Phase.AWAY, options.duration(), () -> true, feeder::throwIfFailed);
            giveBack(cluster);
            watch.watch(Phase.BACK, share, () -> true, feeder::throwIfFailed);
            feeder.awaitEnd();
            Backlog.awaitNone(cluster.kafka(), jobWatch);
            watch.look(Phase.AFTER);
            int restarts = watch.restarts();
            long largestHeap = watch.largestHeap();
            List<String> outOfMemory = outOfMemory(cluster.flink().logs());
            job.stop();
            out.println("The job has caught up and is stopped; comparing");
            Comparison comparison =
                    Comparison.of(
                            cluster.kafka(),
                            cluster.redis(),
                            feed.produced(),
                            ChaosRule.DEFAULT,
                            options.isExactlyOnce());
            return new OutageReport(
                    options, watch.samples(), largestHeap, restarts, outOfMemory, comparison);
        }
    }

    private void takeAway(OutageCluster cluster) throws IOException {
        if (options.isKilled()) {
            cluster.redis().kill();
        } else {
            cluster.redis().pause();
        }
    }

    private void giveBack(OutageCluster cluster) throws IOException {
        if (options.isKilled()) {
            cluster.redis().start();
        } else {
            cluster.redis().resume();
        }
    }

    /** The logs in which a process says so. */
    private static List<String> outOfMemory(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(OutageRun::saysOutOfMemory)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean saysOutOfMemory(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(OutOfMemoryError.class.getName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
