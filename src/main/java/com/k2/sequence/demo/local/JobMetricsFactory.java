package com.k2.sequence.demo.local;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Hands {@link JobMetrics} to Flink, which finds factories as services, by their class names. */
public final class JobMetricsFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return JobMetrics.INSTANCE;
    }
}
