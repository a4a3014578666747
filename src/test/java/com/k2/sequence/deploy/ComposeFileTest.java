package com.k2.sequence.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.deploy.ComposeFile.Mount;
import com.k2.sequence.deploy.ComposeFile.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docker-compose.yml, as far as it can be read; {@code ComposeITCase} runs it. */
class ComposeFileTest {

    private static final Path FILE = Path.of("docker-compose.yml");

    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.read(FILE);
    }

    @Test
    void pinsEachImageToOneRelease() {
        assertThat(compose.services())
                .extracting(Service::image)
                .allMatch(image -> image.matches("[\\w/-]+:v?\\d+\\.\\d+\\.\\d+(-[a-z]+\\d*)?"));
    }

    @Test
    void hasTheVersionsThatTheJobIsBuiltWith() {
        assertThat(compose.services())
                .filteredOn(service -> service.program().equals("flink"))
                .extracting(Service::image)
                .containsOnly("flink:" + EnvironmentInformation.getVersion() + "-java17");
        assertThat(compose.service("kafka").image())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    /** 7.4.6 mended what scripts could be made to do (CVE-2025-49844 and others). */
    @Test
    void hasARedisWithoutKnownFaultsInLua() {
        String image = compose.service("redis").image();
        String[] version = image.replaceAll("^redis:|-[a-z]+$", "").split("\\.");
        int number =
                Integer.parseInt(version[0]) * 10_000
                        + Integer.parseInt(version[1]) * 100
                        + Integer.parseInt(version[2]);

        assertThat(number)
                .as(image)
                .satisfiesAnyOf(
                        n -> assertThat(n).isBetween(70_406, 70_499),
                        n -> assertThat(n).isGreaterThanOrEqualTo(80_202));
    }

    /** The jar that is mounted may be another version's by the time the job starts again. */
    @Test
    void takesOnlyCheckpointsThatEveryVersionCanRead() throws IOException {
        assertThat(Files.readString(FILE))
                .contains("execution.checkpointing.unaligned.enabled: false");
    }

    @Test
    void mountsFilesThatAreHere() {
        assertThat(compose.services())
                .flatExtracting(Service::mounts)
                .filteredOn(mount -> !mount.isVolume())
                .extracting(Mount::source)
                .filteredOn(source -> !source.startsWith("./target/"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Path.of(source)).exists());
    }

    @Test
    void createsTheTopicsThatTheJobReadsAndWrites() throws IOException {
        Properties options = new Properties();
        options.load(Files.newBufferedReader(Path.of("flink-conf", "tracker.yaml")));
        assertThat(options.stringPropertyNames())
                .filteredOn(key -> key.matches(".*\\.topics?"))
                .isNotEmpty()
                .allSatisfy(
                        key ->
                                assertThat(compose.service("topics").command())
                                        .contains(options.getProperty(key).split(",")));
    }

    @Test
    void opensPortsOnThisMachineAlone() throws IOException {
        assertThat(Files.readAllLines(FILE))
                .filteredOn(line -> line.matches("\\s+- \"?[\\d.]*:?\\d+:\\d+\"?"))
                .isNotEmpty()
                .allMatch(line -> line.contains("- \"127.0.0.1:"));
    }
}
