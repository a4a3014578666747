package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.check.PriorState;
import com.k2.sequence.option.JobConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobManagerStateTest {

    @TempDir private Path storage;

    @Test
    void isNotPossibleWithoutHighAvailability() {
        Configuration flink = highAvailability();
        flink.set(HighAvailabilityOptions.HA_MODE, "none");

        assertThat(JobManagerState.of(flink).isPossible()).isFalse();
        assertThat(PriorState.none().isPossible()).isFalse();
        assertThat(PriorState.none().mayExist()).isFalse();
    }

    @Test
    void isNotPossibleAtAClient() {
        Configuration flink = highAvailability();
        flink.set(DeploymentOptions.TARGET, "remote");

        assertThat(JobManagerState.of(flink).isPossible()).isFalse();
    }

    @Test
    void isPossibleForAJarThatWasUploadedToASession() {
        Configuration flink = highAvailability();
        flink.removeConfig(DeploymentOptions.TARGET);

        assertThat(JobManagerState.of(flink).isPossible()).isTrue();
    }

    @Test
    void doesNotExistWhereHighAvailabilityKeepsNothingButFolders() throws Exception {
        assertThat(JobManagerState.of(highAvailability()).mayExist()).isFalse();

        Files.createDirectories(storage.resolve("tracker/blob/job_1"));
        Files.writeString(storage.resolve("tracker/blob/job_1/jar"), "");
        Files.createDirectories(storage.resolve("other"));
        Files.writeString(storage.resolve("other/completedCheckpoint0"), "");

        assertThat(JobManagerState.of(highAvailability()).isPossible()).isTrue();
        assertThat(JobManagerState.of(highAvailability()).mayExist()).isFalse();
    }

    @Test
    void mayExistWhereHighAvailabilityKeepsAnything() throws Exception {
        Files.createDirectories(storage.resolve("tracker"));
        Files.writeString(storage.resolve("tracker/completedCheckpoint0"), "");

        assertThat(JobManagerState.of(highAvailability()).mayExist()).isTrue();
    }

    @Test
    void mayExistWhereNobodyCanLook() {
        Configuration flink = highAvailability();
        flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, "no-such-scheme://bucket/ha");
        assertThat(JobManagerState.of(flink).mayExist()).isTrue();

        flink.removeConfig(HighAvailabilityOptions.HA_STORAGE_PATH);
        assertThat(JobManagerState.of(flink).mayExist()).isTrue();
    }

    @Test
    void wrongOptionsAreWaitedForWhereStateMayExist() throws Exception {
        Files.createDirectories(storage.resolve("tracker"));
        Files.writeString(storage.resolve("tracker/executionPlan0"), "");
        Deque<JobConfigurationException> wrong =
                new ArrayDeque<>(List.of(new JobConfigurationException(List.of("a"), "a")));

        String read =
                new OptionsWait(JobManagerState.of(highAvailability()))
                        .await(
                                () -> {
                                    if (!wrong.isEmpty()) {
                                        throw wrong.remove();
                                    }
                                    return "right";
                                });

        assertThat(read).isEqualTo("right");
    }

    @Test
    void wrongOptionsAreAnErrorWhereNoStateCanBeLost() {
        JobConfigurationException wrong = new JobConfigurationException(List.of("a"), "a");

        for (PriorState prior :
                List.of(PriorState.none(), JobManagerState.of(highAvailability()))) {
            assertThatThrownBy(
                            () ->
                                    new OptionsWait(prior)
                                            .await(
                                                    () -> {
                                                        throw wrong;
                                                    }))
                    .isSameAs(wrong);
        }
    }

    private Configuration highAvailability() {
        Configuration flink = new Configuration();
        flink.set(DeploymentOptions.TARGET, "embedded");
        flink.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, storage.toUri().toString());
        flink.set(HighAvailabilityOptions.HA_CLUSTER_ID, "tracker");
        return flink;
    }
}
