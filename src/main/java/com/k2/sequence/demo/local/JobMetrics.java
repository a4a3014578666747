package com.k2.sequence.demo.local;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * The running job's own metrics, read where Flink keeps them: the figures of the live table are
 * those that a monitoring system gets. There is one for the whole JVM, since Flink makes reporters
 * by the name of their factory; metrics come and go with the tasks. Any thread may ask.
 */
public final class JobMetrics implements MetricReporter {

    public static final JobMetrics INSTANCE = new JobMetrics();

    private static final String EXCHANGE = "<exchange>";
    private static final String TOPIC = "<topic>";

    private final Map<Metric, Registered> metrics = new ConcurrentHashMap<>();

    private JobMetrics() {}

    /** The exchanges that the job has seen, in order. */
    public Set<String> exchanges() {
        Set<String> exchanges = new TreeSet<>();
        for (Registered registered : metrics.values()) {
            String exchange = registered.variables().get(EXCHANGE);
            if (exchange != null) {
                exchanges.add(exchange);
            }
        }
        return exchanges;
    }

    /** What the job has counted for an exchange. */
    public long count(String exchange, String name) {
        return values(name, EXCHANGE, exchange).sum();
    }

    /** What the job has counted for all exchanges. */
    public long count(String name) {
        return exchanges().stream().mapToLong(exchange -> count(exchange, name)).sum();
    }

    /** The sum over the subtasks, and over all groups where there are groups. */
    public long sum(String name) {
        return values(name, null, null).sum();
    }

    /** The greatest value among the subtasks; 0 if there is none. */
    public long max(String name) {
        return values(name, null, null).max().orElse(0);
    }

    /**
     * Messages of a topic that the job's sources have handed out, or had read in an earlier run.
     */
    public long readFrom(String topic) {
        return values("currentOffset", TOPIC, topic).map(offset -> offset + 1).sum();
    }

    private LongStream values(String name, String variable, String value) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getValue().matches(name, variable, value))
                .mapToLong(entry -> valueOf(entry.getKey()));
    }

    private static long valueOf(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                ? number.longValue()
                : 0;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        metrics.put(metric, new Registered(name, Map.copyOf(group.getAllVariables())));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        metrics.remove(metric);
    }

    @Override
    public void open(MetricConfig config) {
        metrics.clear();
    }

    @Override
    public void close() {
        metrics.clear();
    }

    private record Registered(String name, Map<String, String> variables) {

        boolean matches(String wantedName, String variable, String value) {
            return name.equals(wantedName)
                    && (variable == null || value.equals(variables.get(variable)));
        }
    }
}
