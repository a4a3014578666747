package com.k2.sequence.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.tracking.verdict.SequenceVerdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real exchanges among invented ones. */
class ExchangeGroupsTest {

    private static final String OTHER = ExchangeGroups.OTHER_EXCHANGES;

    /** Counters of messages that are reported now, by exchange. */
    private final Map<String, Counter> reported = new HashMap<>();

    private long now = 1;
    private int invented;
    private ExchangeGroups groups = groups(Set.of());

    private ExchangeGroups groups(Set<String> allowed) {
        TestingMetricRegistry registry =
                TestingMetricRegistry.builder()
                        .setRegisterConsumer(this::register)
                        .setUnregisterConsumer(this::unregister)
                        .build();
        return new ExchangeGroups(
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "host", ResourceID.generate()),
                allowed,
                () -> now);
    }

    private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        if (name.equals("messages")) {
            reported.put(group.getAllVariables().get("<exchange>"), (Counter) metric);
        }
    }

    private void unregister(Metric metric, String name, AbstractMetricGroup<?> group) {
        if (name.equals("messages")) {
            reported.remove(group.getAllVariables().get("<exchange>"));
        }
    }

    @AfterEach
    void close() {
        groups.close();
    }

    private void message(String exchange) {
        groups.of(exchange).judged(SequenceVerdict.NOTHING_EXPECTED);
    }

    private void invent(int exchanges) {
        for (int i = 0; i < exchanges; i++) {
            message("invented-" + invented++);
        }
    }

    private long count(String exchange) {
        return reported.get(exchange).getCount();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void namesAThousandAndCountsTheRestTogether() {
        invent(1_005);

        assertThat(reported).hasSize(1_001);
        assertThat(count(OTHER)).isEqualTo(5);
    }

    @Test
    void whoComesAllTheTimeKeepsItsPlaceInAFloodOfInventedOnes() {
        message("asx");

        for (int minute = 0; minute < 120; minute++) {
            pass(Duration.ofMinutes(1));
            invent(2_000);
            message("asx");
        }

        assertThat(count("asx")).isEqualTo(121);
        assertThat(reported).hasSizeLessThanOrEqualTo(1_001);
    }

    @Test
    void whoComesAfterAFloodOfInventedOnesFindsAPlaceAndTheyNoneAgain() {
        invent(5_000);
        message("asx");
        assertThat(reported).doesNotContainKey("asx");

        for (int minute = 0; minute < 30; minute++) {
            pass(Duration.ofMinutes(1));
            message("asx");
            invent(2_000);
            message("asx");
        }

        assertThat(reported).containsOnlyKeys("asx", OTHER);
        assertThat(count("asx")).isGreaterThan(20);
    }

    @Test
    void aNameThatIsGivenUpComesBackAfterItsSecondMessage() {
        message("asx");
        invent(1_000);
        pass(ExchangeGroups.SILENCE);
        invent(1);
        message("new");
        message("new");
        assertThat(reported).containsKey("new").doesNotContainKey("asx");

        message("asx");
        message("asx");
        message("asx");

        assertThat(count("asx")).isEqualTo(2);
    }

    @Test
    void namesOnlyThoseThatAreListed() {
        groups = groups(Set.of("asx", "lse"));

        message("asx");
        message("ASX");
        invent(10);

        assertThat(reported).containsOnlyKeys("asx", OTHER);
        assertThat(count(OTHER)).isEqualTo(11);
    }

    @Test
    void anExchangeThatIsCalledAsTheRestIsCountsThere() {
        message(OTHER);
        invent(1_001);

        assertThat(count(OTHER)).isEqualTo(2);
    }

    @Test
    void closingGivesBackWhatAScrapeMayTake() {
        for (int attempt = 0; attempt < 20; attempt++) {
            invent(1_000);
            assertThat(reported).doesNotContainKey(OTHER);
            groups.close();
            reported.clear();
            groups = groups(Set.of());
        }
    }
}
