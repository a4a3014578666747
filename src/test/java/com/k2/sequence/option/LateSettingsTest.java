package com.k2.sequence.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateSettingsTest {

    private static final OptionGroup GROUP = new OptionGroup();
    private static final Option<String> URI = GROUP.text("uri").secret().describedAs("Where.");
    private static final Option<Integer> SIZE =
            GROUP.option("size", OptionType.INTEGER).defaultsTo(7).describedAs("How many.");

    @TempDir private Path folder;

    private Path password;
    private LateSettings<String> settings;

    @BeforeEach
    void write() throws IOException {
        password = Files.writeString(folder.resolve("password"), "first-secret");
        settings =
                new LateSettings<>(
                        Map.of("uri", "at ${file:" + password + "}", "other", "other-secret"),
                        GROUP.options(),
                        options -> options.get(URI) + ", " + options.get(SIZE));
    }

    @Test
    void readsWhatAReferenceNamesEachTime() throws IOException {
        assertThat(settings.read()).isEqualTo("at first-secret, 7");

        Files.writeString(password, "second-secret");

        assertThat(settings.read()).isEqualTo("at second-secret, 7");
    }

    @Test
    void travelWithReferencesAndWithoutWhatTheyName() throws Exception {
        settings.read();

        byte[] bytes = written(settings);

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains(password.toString())
                .doesNotContain("first-secret", "other-secret");
        assertThat(((LateSettings<?>) read(bytes)).read()).isEqualTo("at first-secret, 7");
        assertThat(settings).hasToString("[uri]");
    }

    @Test
    void reportWhatIsMissing() throws IOException {
        Files.delete(password);

        assertThatThrownBy(settings::read)
                .isInstanceOf(JobConfigurationException.class)
                .hasMessageContaining("uri: ${file:" + password + "}: there is no such file");
        assertThat(settings.readWithoutReferences()).isEqualTo("at unknown, 7");
    }

    @Test
    void neverShowASecretThatIsWrong() {
        LateSettings<Integer> wrong =
                new LateSettings<>(
                        Map.of("size", "${file:" + password + "}"),
                        GROUP.options(),
                        options -> options.get(SIZE));

        assertThatThrownBy(wrong::read)
                .hasMessageContaining("size: must be an integer")
                .hasMessageNotContaining("first-secret");
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
