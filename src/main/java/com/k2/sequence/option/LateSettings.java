package com.k2.sequence.option;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings whose references are resolved where they are used, each time they are read: what travels
 * with a job are the references, never what they name.
 *
 * @param <T> the settings
 */
public final class LateSettings<T> implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    private final HashMap<String, String> written = new HashMap<>();
    private final Reader<T> reader;

    /**
     * Makes settings of values.
     *
     * @param <T> the settings
     */
    @FunctionalInterface
    public interface Reader<T> extends Serializable {

        /**
         * @param options values with their references resolved; problems are reported there
         */
        T read(OptionReader options);
    }

    /**
     * @param values of all options, as they were written
     * @param options that the settings are made of
     */
    public LateSettings(Map<String, String> values, List<Option<?>> options, Reader<T> reader) {
        this.reader = reader;
        for (Option<?> option : options) {
            String value = values.get(option.key());
            if (value != null) {
                written.put(option.key(), value);
            }
        }
    }

    /**
     * The settings, with what their references name now.
     *
     * @throws JobConfigurationException if a reference leads nowhere, or a value is wrong
     */
    public T read() {
        Problems problems = new Problems();
        Map<String, String> values = new HashMap<>(written);
        values.replaceAll(problems::resolved);
        return read(values, problems);
    }

    /**
     * The settings with a word in place of each reference, for what does not depend on any.
     *
     * @throws JobConfigurationException if a value is wrong with that word in it
     */
    public T readWithoutReferences() {
        Map<String, String> values = new HashMap<>(written);
        values.replaceAll((key, value) -> REFERENCE.matcher(value).replaceAll("unknown"));
        return read(values, new Problems());
    }

    private T read(Map<String, String> values, Problems problems) {
        T settings = reader.read(new OptionReader(values, problems));
        problems.throwIfAny();
        return settings;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return written.keySet().toString();
    }
}
