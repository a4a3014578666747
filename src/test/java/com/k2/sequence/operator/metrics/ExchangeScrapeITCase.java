package com.k2.sequence.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.PrometheusReporter;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.filter.ReporterFilter;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TaskManager's metrics as Prometheus gets them, by Flink's reporter and all of its labels. */
class ExchangeScrapeITCase {

    private static final long MOST_BYTES = 5_000_000;

    private final int port = FreePorts.next();
    private final List<SequenceMetrics> subtasks = new ArrayList<>();
    private MetricRegistryImpl registry;
    private TaskManagerMetricGroup taskManager;

    @BeforeEach
    @SuppressWarnings("unchecked") // Flink's filter that takes all says of no kind that it does
    void start() {
        MetricConfig config = new MetricConfig();
        config.setProperty("port", Integer.toString(port));
        config.setProperty("filterLabelValueCharacters", "false");
        PrometheusReporter reporter = new PrometheusReporterFactory().createMetricReporter(config);
        reporter.open(config);
        registry =
                new MetricRegistryImpl(
                        MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
                        List.of(
                                new ReporterSetup(
                                        "prom",
                                        config,
                                        reporter,
                                        (ReporterFilter<Metric>) ReporterFilter.NO_OP_FILTER,
                                        Map.of())));
        taskManager =
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate());
    }

    @AfterEach
    void stop() throws Exception {
        subtasks.forEach(SequenceMetrics::close);
        registry.closeAsync().get();
    }

    private SequenceMetrics subtask() {
        return new SequenceMetrics(
                taskManager
                        .addJob(new JobID(), "Redis Sequence Tracker")
                        .addTask(
                                ExecutionGraphTestUtils.createExecutionAttemptId(),
                                "Track sequence -> Sequenced")
                        .getOrAddOperator("Track sequence"),
                Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1, x, 32768",
        "8, x, 32768",
        "8, x, 40",
        "8, 株, 50",
        "2, \", 50",
        "2, \\, 50",
    })
    void aScrapeStaysSmallWhateverExchangesMessagesName(int tasks, String filler, int length)
            throws Exception {
        String filled = filler.repeat(length);
        for (int task = 0; task < tasks; task++) {
            SequenceMetrics metrics = subtask();
            subtasks.add(metrics);
            for (int i = 0; i < 1_500; i++) {
                metrics.judged(i + filled, SequenceVerdict.NOTHING_EXPECTED);
            }
        }

        byte[] scrape =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://localhost:" + port + "/metrics"))
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .body();

        assertThat(scrape.length).isBetween(1_000_000, (int) MOST_BYTES);
    }
}
