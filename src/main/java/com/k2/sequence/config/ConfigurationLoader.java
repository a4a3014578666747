package com.k2.sequence.config;

import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the command line: {@code --config FILE} and {@code --<key> value} (or {@code
 * --<key>=value}), which overrides the file. Keys and values are only gathered here; {@link
 * SettingsReader} judges them.
 */
public final class ConfigurationLoader {

    private static final String CONFIG = "config";
    private static final Set<String> HELP = Set.of("--help", "-h");

    private ConfigurationLoader() {}

    public static boolean asksForHelp(String[] args) {
        return List.of(args).stream().anyMatch(HELP::contains);
    }

    /**
     * @return values by key, as they were written
     * @throws JobConfigurationException if the arguments or the file can't be read, with every
     *     reason in it
     */
    public static Map<String, String> load(String[] args) {
        Problems problems = new Problems();
        Map<String, String> overrides = overridesIn(args, problems);
        String file = overrides.remove(CONFIG);
        Map<String, String> values = new LinkedHashMap<>();
        if (file != null) {
            values.putAll(YamlFile.read(file, problems));
        }
        problems.throwIfAny();
        values.putAll(overrides);
        return values;
    }

    private static Map<String, String> overridesIn(String[] args, Problems problems) {
        Map<String, String> overrides = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        int next = 0;
        while (next < args.length) {
            String argument = args[next++];
            if (!argument.startsWith("--") || argument.length() == 2) {
                problems.add(
                        "argument " + next,
                        "stands alone; every argument is --<key> value or --<key>=value");
                continue;
            }
            int equals = argument.indexOf('=');
            String key = argument.substring(2, equals < 0 ? argument.length() : equals);
            String value = null;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (next < args.length && !args[next].startsWith("--")) {
                value = args[next++];
            }
            if (value == null) {
                problems.add("--" + key, "has no value; write --" + key + " value");
            } else if (overrides.putIfAbsent(key, value) != null && repeated.add(key)) {
                problems.add("--" + key, "is given more than once; which one holds?");
            }
        }
        return overrides;
    }
}
