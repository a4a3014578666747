package com.k2.sequence.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The options that one class declares, in the order of declaration. What is declared is listed: a
 * class can't have an option that help and documentation lack.
 */
public final class OptionGroup {

    private final List<Option<?>> options = new ArrayList<>();

    /** Begins the declaration of an option; {@link Declaration#describedAs} ends it. */
    public <T> Declaration<T> option(String key, OptionType<T> type) {
        return new Declaration<>(key, type);
    }

    /** Begins the declaration of an option whose value is any text. */
    public Declaration<String> text(String key) {
        return option(key, OptionType.TEXT);
    }

    /** All options that have been declared. */
    public List<Option<?>> options() {
        return List.copyOf(options);
    }

    /**
     * An option that is being declared.
     *
     * @param <T> type of its values
     */
    public final class Declaration<T> {

        private final String key;
        private final OptionType<T> type;
        private T defaultValue;
        private boolean secret;

        private Declaration(String key, OptionType<T> type) {
            this.key = key;
            this.type = type;
        }

        /** The value where none is given. */
        public Declaration<T> defaultsTo(T value) {
            defaultValue = Objects.requireNonNull(value, "value");
            return this;
        }

        /** Messages do not show the value. */
        public Declaration<T> secret() {
            secret = true;
            return this;
        }

        /**
         * Declares the option.
         *
         * @param description effect and unit, in whole sentences
         */
        public Option<T> describedAs(String description) {
            Option<T> option = new Option<>(key, type, defaultValue, description, secret);
            options.add(option);
            return option;
        }
    }
}
