package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The shape of the job, as savepoints and the web UI know it. */
class TopologyTest {

    /** Without servers: the shape depends on options alone. */
    private static final String[] ONE_FEED = {
        "--startup.check=false",
        "--kafka.bootstrap-servers=localhost:9092",
        "--source.trades.topics=market.trades",
        "--source.trades.exchange=asx",
        "--source.trades.symbol-field=/symbol",
        "--source.trades.sequence-field=/seq",
    };

    private static final String[] ALL_OUTPUTS = {
        "--sink.sequenced.topic=sequenced",
        "--sink.gaps.topic=gaps",
        "--sink.resets.topic=resets",
        "--sink.duplicates.topic=duplicates",
        "--sink.out-of-order.topic=out-of-order",
        "--sink.dead-letters.topic=dead-letters",
    };

    private final StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());

    @Test
    void operatorsKeepTheirIdsFromVersionToVersion() {
        assertThat(uids(define(ONE_FEED, ALL_OUTPUTS)))
                .containsExactlyInAnyOrder(
                        "source-trades",
                        "decode-trades",
                        "track-sequence",
                        "sink-sequenced",
                        "sink-unsequenced",
                        "sink-gaps",
                        "sink-resets",
                        "sink-duplicates",
                        "sink-out-of-order",
                        "sink-dead-letters");
    }

    @Test
    void recordsCrossTheNetworkOnceBetweenSourceAndSinks() {
        assertThat(vertices(define(ONE_FEED, ALL_OUTPUTS)))
                .hasSize(2)
                .anySatisfy(
                        name ->
                                assertThat(name)
                                        .startsWith("Source: Read trades -> Decode trades")
                                        .contains("Write unsequenced", "Write dead-letters"))
                .anySatisfy(
                        name ->
                                assertThat(name)
                                        .startsWith("Track sequence")
                                        .contains("Write sequenced", "Write gaps"));
    }

    @Test
    void outputsWithoutTopicAreNotWritten() {
        assertThat(uids(define(ONE_FEED)))
                .containsExactlyInAnyOrder("source-trades", "decode-trades", "track-sequence");
    }

    @Test
    void aControlTopicAddsASourceAndChangesNothingElse() {
        String[] control = {"--control.topic=market.control"};

        assertThat(uids(define(ONE_FEED, control)))
                .containsExactlyInAnyOrder(
                        "source-trades",
                        "decode-trades",
                        "track-sequence",
                        "control-source",
                        "control-decode");
    }

    @Test
    void feedsMeetBeforeTracking() {
        String[] second = {
            "--source.raw.topic-pattern=raw.*",
            "--source.raw.exchange-field=/e",
            "--source.raw.symbol=all",
            "--source.raw.sequence-field=/n"
        };

        assertThat(uids(define(ONE_FEED, second)))
                .containsExactlyInAnyOrder(
                        "source-raw",
                        "decode-raw",
                        "source-trades",
                        "decode-trades",
                        "track-sequence");
    }

    @Test
    void setsWhatTheUserLeftOpen() {
        define(ONE_FEED);

        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(10_000);
        assertThat(env.getConfiguration().get(ExecutionOptions.BUFFER_TIMEOUT))
                .isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void keepsWhatTheUserConfigured() {
        env.enableCheckpointing(1_234);
        env.setBufferTimeout(77);

        define(ONE_FEED);

        assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(1_234);
        assertThat(env.getBufferTimeout()).isEqualTo(77);
    }

    private StreamExecutionEnvironment define(String[]... arguments) {
        List<String> all = new ArrayList<>();
        for (String[] part : arguments) {
            all.addAll(List.of(part));
        }
        SequenceTrackingJob.define(env, all.toArray(String[]::new));
        return env;
    }

    private static List<String> uids(StreamExecutionEnvironment env) {
        return env.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(Objects::nonNull)
                // Derived by Flink from the sink's own.
                .filter(uid -> !uid.startsWith("Sink Committer: "))
                .toList();
    }

    private static List<String> vertices(StreamExecutionEnvironment env) {
        JobGraph graph = env.getStreamGraph(false).getJobGraph();
        List<String> names = new ArrayList<>();
        for (JobVertex vertex : graph.getVertices()) {
            names.add(vertex.getName());
        }
        return names;
    }
}
