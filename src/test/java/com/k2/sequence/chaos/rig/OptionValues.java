package com.k2.sequence.chaos.rig;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.TimeUtils;

/**
 * The values of a command line such as {@code --seed 7 --duration '90 s'}. Where one is wrong an
 * {@link IllegalArgumentException} says which and what would be right.
 */
public final class OptionValues {

    private static final int SEEDS = 1_000_000;

    private final Map<String, String> values;

    private OptionValues(Map<String, String> values) {
        this.values = values;
    }

    public static boolean asksForHelp(String[] args) {
        return List.of(args).stream().anyMatch(Set.of("--help", "-h")::contains);
    }

    /**
     * Reads a command line.
     *
     * @param defaults every option there is, by its name without dashes, and its value if not given
     */
    public static OptionValues parse(Map<String, String> defaults, String... args) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            check(defaults.containsKey(name), "there is no option " + args[i] + "; see --help");
            check(i + 1 < args.length, args[i] + " needs a value");
            values.put(name, args[i + 1]);
        }
        return new OptionValues(values);
    }

    /** A number, or one of the clock where none is given. */
    public long seed(String name) {
        return values.get(name).isEmpty() ? System.currentTimeMillis() % SEEDS : number(name);
    }

    public Duration duration(String name) {
        String text = values.get(name);
        try {
            return TimeUtils.parseDuration(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--" + name + " is a time such as '90 s' or '20 min', not '" + text + "'", e);
        }
    }

    public int whole(String name) {
        long number = number(name);
        check(
                number == (int) number,
                "--" + name + " is at most " + Integer.MAX_VALUE + ", not " + number);
        return (int) number;
    }

    public String oneOf(String name, String a, String b) {
        String value = values.get(name);
        check(
                value.equals(a) || value.equals(b),
                "--" + name + " is " + a + " or " + b + ", not '" + value + "'");
        return value;
    }

    private long number(String name) {
        String text = values.get(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--" + name + " is a whole number, not '" + text + "'", e);
        }
    }

    public static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
