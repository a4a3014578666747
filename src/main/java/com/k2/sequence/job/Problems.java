package com.k2.sequence.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What keeps the job from starting, gathered so that all of it is told at once. Values that may
 * hold a secret are never shown.
 */
final class Problems {

    private final List<String> lines = new ArrayList<>();

    /**
     * An option's value is wrong.
     *
     * @param value as it was given
     * @param right what would be right, in words that follow the value
     */
    void wrongValue(String key, String value, String right) {
        add(key, (mayBeSecret(key) ? "" : "'" + value + "' ") + right);
    }

    /** Something is wrong with an option, or with what it names. */
    void add(String key, String text) {
        add(key + ": " + text);
    }

    /** Something is wrong, in words that name the option; told once. */
    void add(String text) {
        if (!lines.contains(text)) {
            lines.add(text);
        }
    }

    /** A line for each. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * @throws JobConfigurationException if there is any problem, with a line for each
     */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new JobConfigurationException(
                    lines,
                    "The job was not started, because of "
                            + (lines.size() == 1 ? "this:" : "these " + lines.size() + ":")
                            + System.lineSeparator()
                            + "  - "
                            + String.join(System.lineSeparator() + "  - ", lines)
                            + System.lineSeparator()
                            + "--help lists all options.");
        }
    }

    private static boolean mayBeSecret(String key) {
        return key.equals(SequenceTrackerOptions.REDIS_URI.key())
                || key.startsWith(SequenceTrackerOptions.KAFKA_PROPERTIES_PREFIX);
    }
}
