package com.k2.sequence.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.k2.sequence.option.JobConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {

    @TempDir private Path directory;

    @Test
    void readsDottedAndNestedKeysAsTheyAreWritten() throws IOException {
        Path file =
                yaml(
                        """
                        # the feed
                        kafka.bootstrap-servers: [a:9092, b:9092]
                        redis:
                          key-ttl: 7 d
                          uri: 'redis://:0123@localhost'
                        source.trades:
                          exchange: 007
                          symbol: yes
                          sequence-field: /seq
                          symbol-field:
                            - /base
                            - /quote
                        """);

        assertThat(load("--config", file.toString()))
                .containsOnly(
                        entry("kafka.bootstrap-servers", "a:9092,b:9092"),
                        entry("redis.key-ttl", "7 d"),
                        entry("redis.uri", "redis://:0123@localhost"),
                        entry("source.trades.exchange", "007"),
                        entry("source.trades.symbol", "yes"),
                        entry("source.trades.sequence-field", "/seq"),
                        entry("source.trades.symbol-field", "/base,/quote"));
    }

    @Test
    void commandLineGoesBeforeTheFile() throws IOException {
        Path file = yaml("redis.timeout: 2 s\nredis.key-ttl: 1 d\n");

        assertThat(load("--redis.timeout", "5 s", "--config=" + file, "--kafka.group-id=a=b"))
                .containsOnly(
                        entry("redis.timeout", "5 s"),
                        entry("redis.key-ttl", "1 d"),
                        entry("kafka.group-id", "a=b"));
    }

    @Test
    void readsNegativeNumbersAndEmptyValuesAsValues() {
        assertThat(load("--redis.max-waiting", "-1", "--kafka.group-id="))
                .containsOnly(entry("redis.max-waiting", "-1"), entry("kafka.group-id", ""));
    }

    @Test
    void emptyFileHoldsNoOptions() throws IOException {
        assertThat(load("--config", yaml("# nothing\n").toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void knowsWhenHelpIsAskedFor(String argument) {
        assertThat(ConfigurationLoader.asksForHelp(new String[] {"--redis.uri", "x", argument}))
                .isTrue();
        assertThat(ConfigurationLoader.asksForHelp(new String[] {"--redis.uri", "x"})).isFalse();
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                arguments("a: 1\na: 2\n", "a key stands there twice (line 2, column 1)"),
                arguments("a.b: 1\na:\n  b: 2\n", "key a.b stands there twice, dotted and nested"),
                arguments("a: [1, {b: 2}]\n", "key a holds a list of more than plain values"),
                arguments("a: 1\n---\nb: 2\n", "holds more than one document"),
                arguments("- a\n- b\n", "must hold keys and values"),
                arguments("just text\n", "must hold keys and values"),
                arguments("a: 'topsecret\n", "is not YAML: "),
                arguments("a: !!java.net.URL topsecret\n", "is not YAML"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void refusesFileAndSaysWhereButNotWhat(String content, String message) throws IOException {
        Path file = yaml(content);

        assertThatThrownBy(() -> load("--config", file.toString()))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("--config " + file)
                .hasMessageContaining(message)
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void refusesFileThatCannotBeRead() throws IOException {
        Path latin = directory.resolve("latin.yaml");
        Files.write(latin, "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> load("--config", directory.resolve("no.yaml").toString()))
                .hasMessageContaining("no.yaml: there is no such file");
        assertThatThrownBy(() -> load("--config", directory.toString()))
                .hasMessageContaining(directory + ": can't be read");
        assertThatThrownBy(() -> load("--config", latin.toString()))
                .hasMessageContaining("latin.yaml: is not UTF-8 text");
        assertThatThrownBy(() -> load("--config", "\0"))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("is not a file name");
    }

    @Test
    void refusesArgumentsThatAreNoOptions() {
        assertThatThrownBy(
                        () ->
                                load(
                                        "topsecret",
                                        "--redis.timeout",
                                        "--redis.uri",
                                        "x",
                                        "--redis.uri=y"))
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContainingAll(
                        "argument 1: stands alone",
                        "--redis.timeout: has no value",
                        "--redis.uri: is given more than once")
                .hasMessageNotContaining("topsecret");
    }

    private Path yaml(String content) throws IOException {
        return Files.writeString(directory.resolve("tracker.yaml"), content);
    }

    private static Map<String, String> load(String... args) {
        return ConfigurationLoader.load(args);
    }
}
