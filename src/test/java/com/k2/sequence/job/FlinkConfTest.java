package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.k2.sequence.testing.CommentedYaml;
import com.k2.sequence.testing.CommentedYaml.Line;
import com.k2.sequence.testing.FlinkOptions;
import com.k2.sequence.testing.ShippedFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;

/** Keeps {@code flink-conf} true to the Flink that the job is built for. */
class FlinkConfTest {

    private final Configuration configuration =
            GlobalConfiguration.loadConfiguration(
                    ShippedFiles.flinkConf("").toAbsolutePath().toString());

    @Test
    void setsOnlyWhatFlinkKnowsAndDoesNotDoByItself() throws IOException {
        Map<String, ConfigOption<?>> options = FlinkOptions.byKey();

        assertThat(configuration.toMap().keySet())
                .isNotEmpty()
                .allSatisfy(
                        key -> {
                            ConfigOption<?> option = options.get(FlinkOptions.declaredKey(key));
                            assertThat(option).as(key + ", an option of Flink").isNotNull();
                            assertThat(valueOf(key, option))
                                    .as(key + ", and its default")
                                    .isNotEqualTo(option.defaultValue());
                        });
    }

    @Test
    void saysWhyForEveryLine() throws IOException {
        CommentedYaml yaml = CommentedYaml.read(ShippedFiles.flinkConf("config.yaml"));

        assertThat(yaml.settings().keySet())
                .as("the lines as they are read here and by Flink")
                .isEqualTo(configuration.keySet());
        assertThat(yaml.lines())
                .filteredOn(Line::isSet)
                .allSatisfy(
                        line ->
                                assertThat(line.explained())
                                        .as(line.key() + ", explained")
                                        .isTrue());
    }

    @Test
    void quietsTheSameLoggersInContainersAndElsewhere() throws IOException {
        Map<String, String> loggers = loggers("log4j.properties");

        assertThat(loggers)
                .isEqualTo(loggers("log4j-console.properties"))
                .containsEntry("org.apache.flink.metrics.MetricGroup", "ERROR")
                .containsEntry(
                        "org.apache.flink.connector.kafka.sink.internal.TransactionAbortStrategyImpl",
                        "ERROR");
        assertThat(loggers.keySet())
                .as("loggers named after a class")
                .filteredOn(name -> Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1)))
                .allSatisfy(
                        name ->
                                assertThatCode(() -> Class.forName(name))
                                        .doesNotThrowAnyException());
    }

    /** Read as the option's type, which fails where it is not. */
    private <T> T valueOf(String key, ConfigOption<T> option) {
        Configuration own = new Configuration();
        own.setString(option.key(), configuration.toMap().get(key));
        return own.get(option);
    }

    /** Levels by logger. */
    private static Map<String, String> loggers(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ShippedFiles.flinkConf(file))) {
            properties.load(reader);
        }
        Map<String, String> levels = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("logger.") && key.endsWith(".name")) {
                String level = key.substring(0, key.length() - "name".length()) + "level";
                levels.put(properties.getProperty(key), properties.getProperty(level));
            }
        }
        return levels;
    }
}
