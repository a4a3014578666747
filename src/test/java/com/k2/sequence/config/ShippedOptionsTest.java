package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.config.source.SourceOptions;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.testing.CommentedYaml;
import com.k2.sequence.testing.CommentedYaml.Line;
import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeps {@code flink-conf/tracker.yaml} equal to the options that are declared. */
class ShippedOptionsTest {

    private static final Path FILE = ShippedFiles.flinkConf("tracker.yaml");
    private static final String SOURCE = "source.ticks.";

    private CommentedYaml yaml;

    @BeforeEach
    void read() throws IOException {
        yaml = CommentedYaml.read(FILE);
    }

    @Test
    void showsEveryOptionInTheOrderOfTheReadme() {
        List<String> shown =
                yaml.lines().stream().map(Line::key).map(ShippedOptionsTest::declaredKey).toList();

        assertThat(shown)
                .as("options in %s, set or commented out with their default", FILE)
                .isEqualTo(List.copyOf(defaults().keySet()));
    }

    @Test
    void showsTheDefaultsOfWhatItLeavesAlone() {
        Map<String, String> defaults = defaults();

        assertThat(yaml.lines())
                .filteredOn(line -> !line.isSet())
                .filteredOn(line -> defaults.get(declaredKey(line.key())) != null)
                .isNotEmpty()
                .allSatisfy(
                        line ->
                                assertThat(line.value())
                                        .as(line.key())
                                        .isEqualTo(defaults.get(declaredKey(line.key()))));
    }

    @Test
    void saysWhyWhereItDoesNot() {
        Map<String, String> defaults = defaults();

        assertThat(yaml.lines())
                .filteredOn(Line::isSet)
                .isNotEmpty()
                .allSatisfy(
                        line -> {
                            assertThat(line.value())
                                    .as(line.key())
                                    .isNotEqualTo(defaults.get(declaredKey(line.key())));
                            assertThat(line.explained()).as(line.key() + ", explained").isTrue();
                        });
    }

    @Test
    void isTakenAsItIs() {
        JobSettings settings =
                SettingsReader.read(
                        ConfigurationLoader.load(new String[] {"--config", FILE.toString()}));

        assertThat(settings.sources()).hasSize(1);
        assertThat(settings.sinks().isExactlyOnce()).isTrue();
    }

    /** Defaults by declared key, null where there is none. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        AllOptions.all().forEach(option -> defaults.put(option.key(), option.defaultText()));
        return defaults;
    }

    private static String declaredKey(String key) {
        if (key.startsWith(KafkaOptions.PROPERTIES_PREFIX)) {
            return KafkaOptions.PROPERTIES_PREFIX + '*';
        }
        return key.startsWith(SOURCE)
                ? SourceOptions.keyOf(
                        SourceOptions.NAME_PLACEHOLDER, key.substring(SOURCE.length()))
                : key;
    }
}
