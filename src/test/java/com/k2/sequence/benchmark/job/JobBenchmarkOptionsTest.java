package com.k2.sequence.benchmark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobBenchmarkOptionsTest {

    @Test
    void measuresEveryVariantUnlessToldOtherwise() {
        assertThat(JobBenchmarkOptions.parse().variants()).containsExactly(Variant.values());
        assertThat(JobBenchmarkOptions.parse("--variants", "whole,bytes").variants())
                .containsExactly(Variant.BYTES, Variant.WHOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "--messages, 0",
        "--messages, many",
        "--faults, 1.5",
        "--heap, much",
        "--guarantee, twice",
        "--variants, 'whole,half'",
        "--job, redis.max-lag",
        "--speed, 9",
    })
    void refusesWrongOptionsByName(String option, String value) {
        assertThatThrownBy(() -> JobBenchmarkOptions.parse(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option);
    }

    @Test
    void theHelpNamesEveryOption() {
        JobBenchmarkOptions.parse()
                .given()
                .keySet()
                .forEach(name -> assertThat(JobBenchmarkOptions.USAGE).contains("--" + name + " "));
        LatencyOptions.parse()
                .given()
                .keySet()
                .forEach(name -> assertThat(LatencyOptions.USAGE).contains("--" + name + " "));
    }

    @Test
    void handsOptionsToTheJob() {
        assertThat(JobBenchmarkOptions.parse("--job", "redis.max-lag=50 ms; a.b=c=d").jobOptions())
                .containsEntry("redis.max-lag", "50 ms")
                .containsEntry("a.b", "c=d")
                .containsEntry("sink.delivery-guarantee", "at-least-once");
    }

    @Test
    void doesNotTimeWhatWaitsForACheckpoint() {
        assertThatThrownBy(
                        () -> LatencyOptions.parse("--job", "sink.delivery-guarantee=exactly-once"))
                .hasMessageContaining("--job")
                .hasMessageContaining("at-least-once");
    }

    @Test
    void takesRatesSeparatedByCommas() {
        assertThat(LatencyOptions.parse("--rate", "1000,50_000").rates())
                .containsExactly(1_000, 50_000);
        assertThatThrownBy(() -> LatencyOptions.parse("--rate", "fast"))
                .hasMessageContaining("--rate");
    }
}
