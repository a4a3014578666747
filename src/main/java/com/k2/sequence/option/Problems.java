package com.k2.sequence.option;

import com.k2.sequence.option.reference.ReferenceException;
import com.k2.sequence.option.reference.References;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What keeps the job from starting, gathered so that all of it is reported at once. Values that may
 * hold a secret are never shown.
 */
public final class Problems {

    /** In place of what may be a secret. */
    public static final String NOT_SHOWN = "(not shown)";

    /** Less is in many words, and keeps nothing. */
    private static final int SHORTEST_SECRET = 4;

    private final List<String> lines = new ArrayList<>();
    private final Set<String> unavailable = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> secretKeys = new HashSet<>();

    /** Keeps a secret out of everything reported from now on, wherever it may stand. */
    private void hide(String secret) {
        if (secret.length() >= SHORTEST_SECRET) {
            hidden.add(secret);
        }
    }

    /**
     * A value with what its references name in their place, which is hidden from now on.
     *
     * @return the value as it was given, where something is not there; that is reported
     */
    public String resolved(String key, String value) {
        try {
            return References.ofThisProcess()
                    .resolve(
                            value,
                            found -> {
                                secretKeys.add(key);
                                hide(found);
                            });
        } catch (ReferenceException e) {
            add(key, e.getMessage());
            return value;
        }
    }

    /**
     * An option's value is wrong.
     *
     * @param value as it was given
     * @param secret whether the option's values are never shown
     * @param right what would be right, in words that follow the value
     */
    void wrongValue(String key, String value, boolean secret, String right) {
        boolean hides = secret || secretKeys.contains(key);
        add(key, (hides ? "" : "'" + value + "' ") + right);
    }

    /** Something is wrong with an option, or with what it names. */
    public void add(String key, String text) {
        add(key + ": " + text);
    }

    /** Something is wrong, in words that name the option; reported once. */
    public void add(String text) {
        keep(text);
    }

    private String keep(String text) {
        String clean = text;
        for (String secret : hidden) {
            clean = clean.replace(secret, NOT_SHOWN);
        }
        if (!lines.contains(clean)) {
            lines.add(clean);
        }
        return clean;
    }

    /**
     * A server that an option names can't be reached, or can't answer now. Nothing need be wrong
     * with the option.
     */
    public void addUnavailable(String key, String text) {
        unavailable.add(keep(key + ": " + text));
    }

    /** Adds all that others have found. */
    public void addAll(Problems others) {
        others.lines.forEach(this::add);
        unavailable.addAll(others.unavailable);
    }

    /** Whether there is nothing but servers that are unavailable now. */
    public boolean areOutagesAlone() {
        return unavailable.containsAll(lines);
    }

    /** A line for each. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * @throws JobConfigurationException if there is any problem, with a line for each
     */
    public void throwIfAny() {
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
}
