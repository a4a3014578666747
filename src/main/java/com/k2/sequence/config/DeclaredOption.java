package com.k2.sequence.config;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.TextElement;
import org.apache.flink.util.TimeUtils;

/**
 * An option as a person sees it.
 *
 * @param key whole, with {@link SourceOptions#NAME_PLACEHOLDER} for a source's name
 * @param option its declaration
 * @param type of its values
 */
public record DeclaredOption(String key, ConfigOption<?> option, Class<?> type) {

    /** Every option of the job, in the order of declaration, those of a source after Kafka's. */
    public static List<DeclaredOption> all() {
        List<DeclaredOption> all = new ArrayList<>();
        for (DeclaredOption option : declaredIn(SequenceTrackerOptions.class, "")) {
            if (option.option() == SequenceTrackerOptions.SINK_DELIVERY_GUARANTEE) {
                all.addAll(ofSource(SourceOptions.NAME_PLACEHOLDER));
                Output.all().forEach(output -> all.add(topicOf(output)));
            }
            all.add(option);
        }
        return all;
    }

    private static DeclaredOption topicOf(Output output) {
        ConfigOption<String> option = output.topicOption();
        return new DeclaredOption(option.key(), option, String.class);
    }

    /** The options of one source, their keys with its name. */
    static List<DeclaredOption> ofSource(String name) {
        return declaredIn(SourceOptions.class, SourceOptions.keyOf(name, ""));
    }

    /** Reads the public constants of a class, as Flink's own documentation of options does. */
    private static List<DeclaredOption> declaredIn(Class<?> holder, String keyPrefix) {
        List<DeclaredOption> options = new ArrayList<>();
        for (Field field : holder.getFields()) {
            if (field.getType() == ConfigOption.class) {
                options.add(declaredBy(field, keyPrefix));
            }
        }
        return options;
    }

    private static DeclaredOption declaredBy(Field field, String keyPrefix) {
        try {
            ConfigOption<?> option = (ConfigOption<?>) field.get(null);
            ParameterizedType optionOf = (ParameterizedType) field.getGenericType();
            Class<?> type = (Class<?>) optionOf.getActualTypeArguments()[0];
            return new DeclaredOption(keyPrefix + option.key(), option, type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not public", e);
        }
    }

    /** The part of the key before the first dot, which groups options. */
    String group() {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    /** What a value is, in a word or two. */
    public String typeName() {
        if (type.isEnum()) {
            return words().collect(Collectors.joining(" | "));
        }
        return switch (type.getSimpleName()) {
            case "Duration" -> "duration";
            case "MemorySize" -> "memory size";
            case "Integer", "Long" -> "integer";
            case "Double" -> "number";
            case "Boolean" -> "true | false";
            default -> "text";
        };
    }

    /** What a value must be, in words that follow a wrong one. */
    String rightValue() {
        if (type.isEnum()) {
            return "must be " + words().collect(Collectors.joining(" or "));
        }
        return switch (type.getSimpleName()) {
            case "Duration" ->
                    "must be a duration: a number and a unit (ms, s, min, h, d), such as 500 ms or 7 d";
            case "MemorySize" ->
                    "must be a memory size: a number and a unit (b, kb, mb, gb), such as 1000 kb";
            case "Integer" -> "must be an integer of at most " + Integer.MAX_VALUE;
            case "Long" -> "must be an integer of at most " + Long.MAX_VALUE;
            case "Double" -> "must be a number, such as 0.5";
            case "Boolean" -> "must be true or false";
            default -> "must be a text";
        };
    }

    /** The default as it would be written in a file; null where there is none. */
    public String defaultValue() {
        Object value = option.defaultValue();
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        }
        if (value instanceof Enum<?> constant) {
            return wordOf(constant);
        }
        if (value instanceof MemorySize size) {
            return size.toString();
        }
        return value == null ? null : value.toString();
    }

    public String description() {
        return option.description().getBlocks().stream()
                .map(block -> ((TextElement) block).getFormat())
                .collect(Collectors.joining(" "));
    }

    /** How a constant is written in options: EXACTLY_ONCE as exactly-once. */
    public static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Stream<String> words() {
        return Arrays.stream(type.getEnumConstants()).map(constant -> wordOf((Enum<?>) constant));
    }
}
