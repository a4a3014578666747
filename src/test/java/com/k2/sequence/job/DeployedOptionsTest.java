package com.k2.sequence.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.k2.sequence.config.ConfigurationLoader;
import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The job takes the options that it is deployed with on Kubernetes as they are. */
class DeployedOptionsTest {

    private static final Path KUBERNETES = Path.of("deploy", "kubernetes", "sequence-tracker.yaml");

    @TempDir private Path folder;

    @Test
    void takesThemAsAPodHasThem() throws IOException {
        Object configMap =
                new Load(LoadSettings.builder().build())
                        .loadAllFromString(Files.readString(KUBERNETES))
                        .iterator()
                        .next();
        String options =
                (String) ((Map<?, ?>) ((Map<?, ?>) configMap).get("data")).get("tracker.yaml");
        Path file = folder.resolve("tracker.yaml");
        // What a pod has in its environment.
        Files.writeString(file, options.replaceAll("\\$\\{env:\\w+}", "secret"));
        JobSettings settings = read(file);
        assertThat(settings.sources()).hasSize(1);
        assertThat(settings.sinks().isExactlyOnce()).isTrue();
    }

    private static JobSettings read(Path file) {
        return SettingsReader.read(
                ConfigurationLoader.load(new String[] {"--config", file.toString()}));
    }
}
