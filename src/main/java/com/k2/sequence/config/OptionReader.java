package com.k2.sequence.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * Reads values by option, as the option's type. A value that is wrong is told to the {@link
 * Problems}, and the default (null where there is none) stands in for it, so that reading goes on
 * to the next problem.
 */
final class OptionReader {

    private static final long LARGEST_RECORD = 1L << 30;

    private final Map<String, String> values;
    private final Map<ConfigOption<?>, DeclaredOption> declared;
    private final Problems problems;

    /**
     * @param values as they were written, by whole key
     * @param options those that may be read
     */
    OptionReader(Map<String, String> values, List<DeclaredOption> options, Problems problems) {
        this.values = values;
        this.declared = options.stream().collect(Collectors.toMap(DeclaredOption::option, o -> o));
        this.problems = problems;
    }

    /**
     * The value; the default where none is given or a wrong one; null where there is no default.
     */
    <T> T get(ConfigOption<T> option) {
        return find(option).orElse(option.defaultValue());
    }

    /** The value, where one is given that is of the option's type. */
    <T> Optional<T> find(ConfigOption<T> option) {
        DeclaredOption known = declared.get(option);
        String value = values.get(known.key());
        if (value == null) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            problems.add(known.key(), "is empty; give a value, or leave the key out");
            return Optional.empty();
        }
        try {
            return Optional.of(converted(option, known, value.strip()));
        } catch (IllegalArgumentException e) {
            problems.wrongValue(known.key(), value, known.rightValue());
            return Optional.empty();
        }
    }

    /** The comma-separated values, none of them empty; an empty list where none is given. */
    List<String> list(ConfigOption<String> option) {
        List<String> elements =
                find(option).stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .map(String::strip)
                        .toList();
        if (elements.contains("")) {
            wrong(option, "has an empty element; separate values by one comma");
            return List.of();
        }
        return elements;
    }

    /** A number of at least 1. */
    <N extends Number> N atLeastOne(ConfigOption<N> option) {
        N value = get(option);
        if (value.longValue() < 1) {
            wrong(option, "must be at least 1");
            return option.defaultValue();
        }
        return value;
    }

    /** A duration of whole milliseconds, at least one. */
    Duration milliseconds(ConfigOption<Duration> option) {
        Duration value = get(option);
        if (value.isNegative() || value.isZero() || value.toNanosPart() % 1_000_000 != 0) {
            wrong(option, "must be at least 1 ms and a whole number of milliseconds");
            return option.defaultValue();
        }
        return value;
    }

    /** A size in bytes that one record can have, at least 1. */
    int bytes(ConfigOption<MemorySize> option) {
        long value = get(option).getBytes();
        if (value < 1 || value > LARGEST_RECORD) {
            wrong(option, "must be from 1 byte to 1 gb");
            return 1;
        }
        return (int) value;
    }

    boolean isGiven(ConfigOption<?> option) {
        return values.containsKey(keyOf(option));
    }

    /** The option's whole key. */
    String keyOf(ConfigOption<?> option) {
        return declared.get(option).key();
    }

    /** Tells that the option's value is wrong; {@code right} follows the value. */
    void wrong(ConfigOption<?> option, String right) {
        String key = keyOf(option);
        problems.wrongValue(
                key, values.getOrDefault(key, declared.get(option).defaultValue()), right);
    }

    /** Tells that something about the option is wrong. */
    void problem(ConfigOption<?> option, String text) {
        problems.add(keyOf(option), text);
    }

    private static <T> T converted(ConfigOption<T> option, DeclaredOption known, String value) {
        Configuration configuration = new Configuration();
        configuration.setString(option.key(), value);
        if (known.type().isEnum()) {
            configuration.setString(option.key(), constantName(known, value));
        }
        return configuration.get(option);
    }

    /** Flink knows an enum's constant by its name, options by a word with hyphens. */
    private static String constantName(DeclaredOption known, String word) {
        return Arrays.stream(known.type().getEnumConstants())
                .filter(constant -> DeclaredOption.wordOf((Enum<?>) constant).equals(word))
                .map(Object::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such constant"));
    }
}
