package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.k2.sequence.testing.CommentedYaml;
import com.k2.sequence.testing.CommentedYaml.Line;
import com.k2.sequence.testing.ShippedFiles;
import com.k2.sequence.testing.server.FlinkOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"log4j.properties", "log4j-console.properties", "log4j-cli.properties"})
    void noLogLineChangesATerminal(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(ShippedFiles.flinkConf(file))) {
            properties.load(reader);
        }
        List<String> layouts =
                properties.stringPropertyNames().stream()
                        .filter(key -> key.endsWith(".layout.pattern"))
                        .toList();
        String hostile = "\033[2J\u009b\u202e\r";

        assertThat(layouts)
                .isNotEmpty()
                .allSatisfy(
                        layout -> {
                            String line =
                                    PatternLayout.newBuilder()
                                            .withPattern(properties.getProperty(layout))
                                            .withAlwaysWriteExceptions(
                                                    Boolean.parseBoolean(
                                                            properties.getProperty(
                                                                    layout.replace(
                                                                            "pattern",
                                                                            "alwaysWriteExceptions"))))
                                            .build()
                                            .toSerializable(
                                                    Log4jLogEvent.newBuilder()
                                                            .setLevel(Level.WARN)
                                                            .setLoggerName("logger")
                                                            .setMessage(
                                                                    new SimpleMessage(
                                                                            "said" + hostile))
                                                            .setThrown(
                                                                    new IllegalStateException(
                                                                            "thrown" + hostile))
                                                            .build());
                            assertThat(line)
                                    .contains("said?[2J???\n", "thrown?[2J???\n", "\tat ")
                                    .containsOnlyOnce("thrown")
                                    .doesNotContain("\033", "\u009b", "\u202e", "\r");
                        });
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
