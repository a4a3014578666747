package com.k2.sequence.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.testing.Patience;
import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That alerts and dashboard ask for what the job really reports, and that alerts mean well. */
class MonitoringITCase {

    @Test
    void everyQueryOfAlertsAndDashboardHasData(@TempDir Path directory) throws Exception {
        MonitoringTools.assumeInstalled(MonitoringTools.PROMETHEUS);
        Map<String, String> queries = ShippedQueries.all();
        assertThat(queries).hasSizeGreaterThan(30);

        try (MonitoredCluster cluster = MonitoredCluster.start();
                PrometheusServer prometheus =
                        PrometheusServer.start(directory, cluster.metrics())) {
            prometheus.awaitReady(Patience.LIMIT);
            Awaitility.await("data for every query")
                    .atMost(Patience.LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(withoutData(queries, prometheus)).isEmpty());
        }
    }

    private static List<String> withoutData(
            Map<String, String> queries, PrometheusServer prometheus) throws IOException {
        List<String> without = new ArrayList<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            if (prometheus.query(query.getValue()).isEmpty()) {
                without.add(query.getKey() + ": " + query.getValue());
            }
        }
        return without;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check config monitoring/prometheus/prometheus.yml",
                "check rules monitoring/prometheus/rules/sequence-tracker.yml",
                "test rules monitoring/prometheus/tests/sequence-tracker.yml"
            })
    void promtoolFindsNothingWrong(String arguments) throws Exception {
        MonitoringTools.assumeInstalled(MonitoringTools.PROMTOOL);
        List<String> command = new ArrayList<>(List.of(MonitoringTools.PROMTOOL));
        command.addAll(List.of(arguments.split(" ")));
        Process promtool =
                new ProcessBuilder(command)
                        .directory(ShippedFiles.of("").toAbsolutePath().toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
