package com.k2.sequence.monitoring;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.JobOptions;
import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.ShippedFiles;
import com.k2.sequence.testing.Topics;
import com.k2.sequence.testing.server.FlinkCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.util.IOUtils;

/**
 * The job on a real cluster as {@code flink-conf} has both, with a generated market to read. For
 * one thread.
 */
final class MonitoredCluster implements AutoCloseable {

    private static final Path JOB_JAR =
            Path.of(System.getProperty("job.jar", "job.jar is not set"));
    private static final int PARTITIONS = 2;

    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private final FlinkCluster flink;

    private MonitoredCluster() throws IOException {
        EmbeddedKafka kafka = opened(EmbeddedKafka.builder().start());
        EmbeddedRedis redis = opened(EmbeddedRedis.builder().start());
        flink =
                opened(
                        FlinkCluster.builder()
                                .taskManagers(1)
                                .slotsPerTaskManager(2)
                                .configuration("execution.checkpointing.interval", "1 s")
                                .start());
        GeneratedMarket market = opened(new GeneratedMarket());
        for (String topic : market.topics()) {
            kafka.createTopic(topic, PARTITIONS);
        }
        for (String output : JobOptions.OUTPUTS) {
            kafka.createTopic("market." + output, PARTITIONS);
        }
        String job =
                flink.submit(
                                List.of("-p", "2"),
                                JOB_JAR,
                                "--config",
                                ShippedFiles.flinkConf("tracker.yaml").toString(),
                                "--kafka.bootstrap-servers",
                                kafka.bootstrapServers(),
                                "--redis.uri",
                                redis.uri().toString())
                        .jobId();
        flink.awaitAllTasksRunning(job, Patience.LIMIT);
        market.sendTo(new Topics(kafka.bootstrapServers()));
    }

    /** Starts all of it; the job runs when this returns. */
    static MonitoredCluster start() throws IOException {
        return new MonitoredCluster();
    }

    /** Where its processes report their metrics. */
    List<URI> metrics() {
        return flink.metrics();
    }

    private <T extends AutoCloseable> T opened(T server) {
        servers.push(server);
        return server;
    }

    @Override
    public void close() {
        IOUtils.closeAllQuietly(servers);
    }
}
