package com.k2.sequence.admin;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Where the job's options come from: its file, and what is given in place of it. */
final class ConnectionOptions {

    private static final String HEADING = "%nOptions of the job, which override its file:%n";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:SEQUENCE_TRACKER_CONFIG}",
            description =
                    "The job's YAML file of options. Without it the file that SEQUENCE_TRACKER_CONFIG"
                            + " names; without either, the job's defaults.")
    private File config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "Any other option of the job, such as"
                            + " -D kafka.properties.security.protocol=SSL.")
    private Map<String, String> others = new LinkedHashMap<>();

    private final Map<String, String> overrides = new LinkedHashMap<>();

    /** Adds the options that the job declares, so that there is one place that describes them. */
    void declareIn(CommandSpec command) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().heading(HEADING).validate(false).exclusive(false);
        SharedOptions.connection().forEach(option -> group.addArg(optionFor(option)));
        command.addArgGroup(group.build());
    }

    private OptionSpec optionFor(SharedOptions.Declared option) {
        String defaultText =
                option.defaultValue() == null ? "" : " Default: " + option.defaultValue() + '.';
        return OptionSpec.builder("--" + option.key())
                .type(String.class)
                .paramLabel(option.type().toUpperCase(Locale.ROOT).replace(' ', '_'))
                // Neither is a format or a variable.
                .description((option.description() + defaultText).replace("%", "%%"))
                .setter(setterOf(option.key()))
                .build();
    }

    private ISetter setterOf(String key) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) {
                    overrides.put(key, value.toString());
                }
                return null;
            }
        };
    }

    /** Reads the options. */
    SharedOptions load() {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(overrides);
        return SharedOptions.load(config == null ? null : config.getPath(), all);
    }
}
