package com.k2.sequence.testing.server;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options that the Flink on the class path declares, in its classes named {@code *Options}. */
public final class FlinkOptions {

    private static final String OPTIONS_CLASS = "Options.class";
    private static final String REPORTER = "metrics.reporter.prom.";

    private FlinkOptions() {}

    /** Current keys only, none that an option had before. */
    public static Map<String, ConfigOption<?>> byKey() throws IOException {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String jar = Path.of(entry).getFileName().toString();
            if (jar.startsWith("flink-") && jar.endsWith(".jar") && !jar.endsWith("-tests.jar")) {
                collect(entry, options);
            }
        }
        // The reporter reads it without declaring it.
        ConfigOption<String> port = ConfigOptions.key("port").stringType().defaultValue("9249");
        options.put(port.key(), port);
        return options;
    }

    /** A reporter's options are declared without what names the reporter. */
    public static String declaredKey(String key) {
        return key.startsWith(REPORTER) ? key.substring(REPORTER.length()) : key;
    }

    private static void collect(String jar, Map<String, ConfigOption<?>> options)
            throws IOException {
        List<String> classes;
        try (JarFile file = new JarFile(jar)) {
            classes =
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(
                                    name ->
                                            name.endsWith(OPTIONS_CLASS)
                                                    && !name.contains("shaded"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .map(name -> name.replace('/', '.'))
                            .toList();
        }
        for (String name : classes) {
            collectFrom(name, options);
        }
    }

    private static void collectFrom(String className, Map<String, ConfigOption<?>> options) {
        try {
            for (Field field : Class.forName(className).getFields()) {
                if (field.getType() == ConfigOption.class
                        && Modifier.isStatic(field.getModifiers())) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    options.put(option.key(), option);
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // A class for something that is not on this class path has no option of ours.
        }
    }
}
