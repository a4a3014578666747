package com.k2.sequence.chaos;

import com.k2.sequence.chaos.account.Comparison;
import com.k2.sequence.chaos.rig.Backlog;
import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.chaos.rig.Feeder;
import com.k2.sequence.chaos.rig.JobWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.commons.io.FileUtils;

/** One chaos run, from the start of the servers to the comparison. */
final class ChaosRun {

    private final ChaosOptions options;
    private final PrintStream out;

    /**
     * @param out where it says what happens
     */
    ChaosRun(ChaosOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs; nothing is left behind when it returns or throws, but for the cluster's logs, beside
     * the job jar, where not all is as it should be.
     *
     * @throws AssertionError if the job does not recover, or can't be stopped
     */
    ChaosReport run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("chaos-");
        Path yaml = folder.resolve("job.yaml");
        try (ChaosCluster cluster = ChaosCluster.start(options, yaml);
                JobWatch watch = new JobWatch()) {
            ChaosJob job =
                    options.isApplication()
                            ? ChaosJob.ofApplication(
                                    cluster.flink(), watch, cluster::replaceTaskManagers)
                            : ChaosJob.submitted(cluster.flink(), watch, options.jobJar(), yaml);
            return runOrKeepLogs(cluster, job, watch);
        } finally {
            FileUtils.deleteQuietly(folder.toFile());
        }
    }

    private ChaosReport runOrKeepLogs(ChaosCluster cluster, ChaosJob job, JobWatch watch)
            throws IOException, InterruptedException, ExecutionException {
        boolean isRight = false;
        try {
            ChaosReport report = run(cluster, job, watch);
            isRight = report.isRight();
            return report;
        } finally {
            if (!isRight) {
                Path kept = options.jobJar().resolveSibling("chaos-" + options.seed() + "-logs");
                FileUtils.copyDirectory(cluster.flink().logs().toFile(), kept.toFile());
                out.println("The cluster's logs are kept in " + kept);
            }
        }
    }

    private ChaosReport run(ChaosCluster cluster, ChaosJob job, JobWatch watch)
            throws IOException, InterruptedException, ExecutionException {
        ChaosFeed feed = new ChaosFeed(options.seed(), options.keys(), options.messages());
        FaultDriver driver =
                new FaultDriver(cluster, job, watch, options.largestParallelism(), out);
        job.start(ChaosCluster.FIRST_PARALLELISM);
        cluster.flink().awaitCheckpoints(job.id(), 1, ChaosJob.PATIENCE);
        out.println("The job runs; its web UI is at " + cluster.flink().restUrl());
        try (Feeder feeder =
                new Feeder(
                        cluster.kafka().bootstrapServers(),
                        feed,
                        options.messages(),
                        options.duration())) {
            feeder.start();
            driver.run(
                    new FaultSchedule(options.seed(), kinds()),
                    options.duration(),
                    options.faults(),
                    feeder::throwIfFailed);
            out.println("No more faults; waiting for the end of the feed");
            feeder.awaitEnd();
            // What Redis has lost of a key is whole again at the key's next message.
            feeder.sendOneOfEachKey();
        }
        Backlog.awaitNone(cluster.kafka(), watch);
        job.stop();
        out.println("The job has caught up and is stopped; comparing");
        Comparison comparison =
                Comparison.of(
                        cluster.kafka(),
                        cluster.redis().primary(),
                        feed.produced(),
                        options.rule(),
                        options.isExactlyOnce());
        return new ChaosReport(driver.log(), watch.recoveries(), comparison);
    }

    private List<FaultKind> kinds() {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> !options.isExactlyOnce() || kind.keepsExactlyOnce())
                .toList();
    }
}
