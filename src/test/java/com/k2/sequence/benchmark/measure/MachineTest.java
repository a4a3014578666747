package com.k2.sequence.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void saysWhatTheJvmsThatMeasureAreStartedWith() {
        assertThat(Machine.description(List.of("-Xmx4g", "-XX:+UseParallelGC")))
                .contains(" processors", " MiB of memory", "Java " + Runtime.version())
                .endsWith("-Xmx4g -XX:+UseParallelGC");
    }
}
