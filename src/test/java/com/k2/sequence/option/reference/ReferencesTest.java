package com.k2.sequence.option.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    @TempDir private Path directory;

    private final References references =
            new References(
                    Map.of("USER", "u1", "ODD", "a$1\\${env:USER}", "EMPTY", "")::get,
                    new ReferencedFiles());
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(directory.resolve("secret"), "s3cret\n");
    }

    @Test
    void putsVariablesAndFilesIntoTheText() {
        assertThat(references.resolve("redis://${env:USER}:${file:" + file + "}@host"))
                .isEqualTo("redis://u1:s3cret@host");
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(references.resolve("a$b{c}$")).isEqualTo("a$b{c}$");
    }

    @Test
    void doesNotSearchWhatAReferenceGives() {
        assertThat(references.resolve("<${env:ODD}>")).isEqualTo("<a$1\\${env:USER}>");
    }

    @Test
    void twoDollarsStandForTheCharacters() {
        assertThat(references.resolve("$${env:USER} ${env:USER} $$$"))
                .isEqualTo("${env:USER} u1 $$$");
    }

    @Test
    void tellsWhatEachReferenceGives() {
        List<String> found = new ArrayList<>();

        references.resolve("$${x} ${env:USER}:${file:" + file + "}", found::add);

        assertThat(found).containsExactly("u1", "s3cret");
    }

    @Test
    void takesOneLineEndFromAFile() throws IOException {
        Path lines = Files.writeString(directory.resolve("lines"), "one\ntwo\r\n");

        assertThat(references.resolve("${file:" + lines + "}")).isEqualTo("one\ntwo");
    }

    @Test
    void aLoginHasThePasswordThatTheFileHas() throws IOException {
        String password = "a\"b\\c;d\\\" e='f'\ng${h}\u20ac";
        Path odd = Files.writeString(directory.resolve("odd"), password);

        String login =
                references.resolve(
                        "Login required username=\"u\\\"1\" password=\"${file:" + odd + "}\";");

        assertThat(
                        JaasContext.loadClientContext(
                                        Map.of("sasl.jaas.config", new Password(login)))
                                .configurationEntries())
                .singleElement()
                .extracting(AppConfigurationEntry::getOptions)
                .isEqualTo(Map.of("username", "u\"1", "password", password));
    }

    @Test
    void aWholeLoginFromAFileIsLeftAlone() throws IOException {
        String login = "Login required password=\"a\\\"b\";";
        Path whole = Files.writeString(directory.resolve("whole"), login);

        assertThat(references.resolve("${file:" + whole + "}")).isEqualTo(login);
        assertThat(references.resolve("\"x\" ${file:" + whole + "} \"y\""))
                .isEqualTo("\"x\" " + login + " \"y\"");
    }

    @Test
    void readsAKeyOfAPropertiesFile() throws IOException {
        Path properties =
                Files.writeString(directory.resolve("p.properties"), "# comment\nredis = s3\n");

        assertThat(references.resolve("${file:" + properties + ":redis}")).isEqualTo("s3");
        assertThatThrownBy(() -> references.resolve("${file:" + properties + ":kafka}"))
                .isInstanceOf(ReferenceException.class)
                .hasMessage("${file:" + properties + ":kafka}: the file has no such key");
    }

    @Test
    void aFileWithAColonInItsNameGoesBeforeAKey() throws IOException {
        Path colon = Files.writeString(directory.resolve("p:q"), "whole");

        assertThat(references.resolve("${file:" + colon + "}")).isEqualTo("whole");
    }

    @Test
    void tellsWhichVariableIsNotThere() {
        assertThatThrownBy(() -> references.resolve("secret ${env:NOBODY}"))
                .isInstanceOf(ReferenceException.class)
                .hasMessage("${env:NOBODY}: the environment variable is not set in this process");
        assertThatThrownBy(() -> references.resolve("${env:EMPTY}"))
                .hasMessage("${env:EMPTY}: the environment variable is empty in this process");
    }

    @Test
    void tellsWhyAFileCantBeTaken() throws IOException {
        Path absent = directory.resolve("absent");
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});
        Path large =
                Files.write(directory.resolve("large"), new byte[ReferencedFiles.MAX_BYTES + 1]);

        assertFails(absent, "there is no such file on this machine");
        assertFails(empty, "the file is empty");
        assertFails(binary, "the file is not UTF-8 text");
        assertFails(large, "the file has more than 1048576 bytes");
        assertFails(directory, "the file can't be read (IOException)");
    }

    private void assertFails(Path path, String why) {
        assertThatThrownBy(() -> references.resolve("${file:" + path + "}"))
                .isInstanceOf(ReferenceException.class)
                .hasMessage("${file:" + path + "}: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${vault:s3cret}", "s3cret${", "${env:s3cret", "${s3cret}", "${ENV:A}"})
    void neverShowsWhatIsNoReference(String text) {
        assertThatThrownBy(() -> references.resolve(text))
                .isInstanceOf(ReferenceException.class)
                .hasMessageStartingWith("has a '${' that begins neither")
                .hasMessageNotContaining("s3cret");
    }
}
