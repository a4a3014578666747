package com.k2.sequence.option;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the values of an option are, and how they are written.
 *
 * @param <T> type of a value in the program
 */
public final class OptionType<T> {

    public static final OptionType<String> TEXT =
            new OptionType<>("text", "must be a text", text -> text, value -> value);

    public static final OptionType<Integer> INTEGER =
            new OptionType<>(
                    "integer",
                    "must be an integer of at most " + Integer.MAX_VALUE,
                    Integer::valueOf,
                    Object::toString);

    public static final OptionType<Long> LONG =
            new OptionType<>(
                    "integer",
                    "must be an integer of at most " + Long.MAX_VALUE,
                    Long::valueOf,
                    Object::toString);

    public static final OptionType<Double> NUMBER =
            new OptionType<>(
                    "number", "must be a number, such as 0.5", Double::valueOf, Object::toString);

    public static final OptionType<Boolean> TRUE_OR_FALSE =
            new OptionType<>(
                    "true | false",
                    "must be true or false",
                    OptionType::trueOrFalse,
                    Object::toString);

    public static final OptionType<Duration> DURATION =
            new OptionType<>(
                    "duration",
                    "must be a duration: a number and a unit (ms, s, min, h, d), such as 500 ms or"
                            + " 7 d",
                    Durations::parse,
                    Durations::text);

    /** A number of bytes. */
    public static final OptionType<Long> MEMORY_SIZE =
            new OptionType<>(
                    "memory size",
                    "must be a memory size: a number and a unit (b, kb, mb, gb), such as 1000 kb",
                    MemorySizes::parse,
                    MemorySizes::text);

    private final String name;
    private final String right;
    private final Function<String, T> parser;
    private final Function<T, String> writer;

    private OptionType(
            String name, String right, Function<String, T> parser, Function<T, String> writer) {
        this.name = name;
        this.right = right;
        this.parser = parser;
        this.writer = writer;
    }

    /** One of an enum's constants, each by its {@link #wordOf word}. */
    public static <E extends Enum<E>> OptionType<E> oneOf(Class<E> constants) {
        return new OptionType<>(
                words(constants, " | "),
                "must be " + words(constants, " or "),
                word -> constantOf(constants, word),
                OptionType::wordOf);
    }

    /** One of an enum's constants, each by its name, in any case. */
    public static <E extends Enum<E>> OptionType<E> named(Class<E> constants) {
        return new OptionType<>(
                names(constants, " | "),
                "must be " + names(constants, " or "),
                word -> Enum.valueOf(constants, word.toUpperCase(Locale.ROOT)),
                Enum::name);
    }

    /** How a constant is written in options: EXACTLY_ONCE as exactly-once. */
    public static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a value is, in a word or two. */
    public String name() {
        return name;
    }

    /** What a value must be, in words that follow a wrong one. */
    String right() {
        return right;
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    T parse(String text) {
        return parser.apply(text);
    }

    /** A value as it would be written in a file. */
    String text(T value) {
        return writer.apply(value);
    }

    private static Boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static <E extends Enum<E>> E constantOf(Class<E> constants, String word) {
        return Arrays.stream(constants.getEnumConstants())
                .filter(constant -> wordOf(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such constant"));
    }

    private static <E extends Enum<E>> String words(Class<E> constants, String separator) {
        return Arrays.stream(constants.getEnumConstants())
                .map(OptionType::wordOf)
                .collect(Collectors.joining(separator));
    }

    private static <E extends Enum<E>> String names(Class<E> constants, String separator) {
        return Arrays.stream(constants.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(separator));
    }
}
