package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.EmbeddedKafka;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.TrackedFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The servers that the tests of a class share. They start before anything of the class runs, in the
 * order in which they are named here, and stop after its last test in the reverse order. What a
 * test leaves running in {@link #flink} is cancelled when the test ends.
 */
public final class Servers implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final List<Start> starts = new ArrayList<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private EmbeddedKafka kafka;
    private EmbeddedRedis redis;
    private FlinkInJvm flink;
    private FlinkCluster cluster;

    /** Starts one server. */
    private interface Start {
        AutoCloseable start() throws Exception;
    }

    /**
     * Makes what a server is started from when it is time to, so that it can be made of what other
     * extensions provide.
     *
     * @param <B> the server's builder
     */
    public interface Recipe<B> {
        B builder() throws Exception;
    }

    // ---- what there is

    public Servers withKafka() {
        return withKafka(EmbeddedKafka::builder);
    }

    public Servers withKafka(Recipe<EmbeddedKafka.Builder> recipe) {
        return with(() -> kafka = recipe.builder().start());
    }

    public Servers withRedis() {
        return withRedis(EmbeddedRedis::builder);
    }

    public Servers withRedis(Recipe<EmbeddedRedis.Builder> recipe) {
        return with(() -> redis = recipe.builder().start());
    }

    /** A Flink cluster in this JVM, with one TaskManager. */
    public Servers withFlink(int slots) {
        return with(() -> flink = new FlinkInJvm(slots));
    }

    /** A Flink cluster of processes. */
    public Servers withCluster(Recipe<FlinkCluster.Builder> recipe) {
        return with(() -> cluster = recipe.builder().start());
    }

    private Servers with(Start start) {
        starts.add(start);
        return this;
    }

    // ---- life cycle

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        for (Start start : starts) {
            running.push(start.start());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (flink != null) {
            flink.cancelJobs();
        }
    }

    /** Stops what was started, also where a later server did not start. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Exception failure = null;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    // ---- for the tests

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public FlinkInJvm flink() {
        return flink;
    }

    public FlinkCluster cluster() {
        return cluster;
    }

    /** A feed on these servers, with topics of its own. */
    public TrackedFeed feed(String name, int partitions, int instruments) {
        return new TrackedFeed(name, kafka, redis.uri(), partitions, instruments);
    }
}
