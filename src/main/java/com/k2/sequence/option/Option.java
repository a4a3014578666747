package com.k2.sequence.option;

import java.util.Objects;

/**
 * An option as it is declared: once, beside the settings that it makes. {@link OptionGroup} makes
 * them, {@link OptionReader} reads their values.
 *
 * @param <T> type of its values
 */
public final class Option<T> {

    private final String key;
    private final OptionType<T> type;
    private final T defaultValue;
    private final String description;
    private final boolean secret;

    Option(String key, OptionType<T> type, T defaultValue, String description, boolean secret) {
        this.key = Objects.requireNonNull(key, "key");
        this.type = Objects.requireNonNull(type, "type");
        this.defaultValue = defaultValue;
        this.description = Objects.requireNonNull(description, "description");
        this.secret = secret;
    }

    /** What a file or the command line names it by. */
    public String key() {
        return key;
    }

    public OptionType<T> type() {
        return type;
    }

    /** The value where none is given; null where there is no default. */
    public T defaultValue() {
        return defaultValue;
    }

    /** The default as it would be written in a file; null where there is none. */
    public String defaultText() {
        return defaultValue == null ? null : type.text(defaultValue);
    }

    /** Effect and unit, in whole sentences. */
    public String description() {
        return description;
    }

    /** Whether its value must not be shown. */
    public boolean isSecret() {
        return secret;
    }

    /** The part of the key before the first dot, which groups options. */
    public String group() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    /** This option where its key has something before it, such as the name of a source. */
    public Option<T> under(String prefix) {
        return new Option<>(prefix + key, type, defaultValue, description, secret);
    }

    @Override
    public String toString() {
        return key;
    }
}
