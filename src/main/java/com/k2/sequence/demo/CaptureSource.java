package com.k2.sequence.demo;

import com.fasterxml.jackson.core.JsonPointer;
import com.k2.sequence.io.UnsequencedPolicy;
import com.k2.sequence.io.field.FeedFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a recorded feed is read, by the same options as the job's.
 *
 * @param name of the source group
 * @param options of the source group, by their whole keys
 */
record CaptureSource(
        String name,
        Map<String, String> options,
        FeedFields fields,
        UnsequencedPolicy unsequencedPolicy) {

    private static final String PREFIX = "source.";

    /**
     * @param options of exactly one source group
     * @throws IllegalArgumentException if they are of none or of several, or miss a field
     */
    static CaptureSource of(Map<String, String> options) {
        Set<String> names =
                options.keySet().stream()
                        .map(key -> key.substring(PREFIX.length()).split("\\.", 2)[0])
                        .collect(Collectors.toSet());
        if (names.size() != 1) {
            throw new IllegalArgumentException(
                    "--capture needs the options of exactly one source, such as"
                            + " --source.spot.exchange and --source.spot.symbol-field, not of "
                            + names);
        }
        String name = names.iterator().next();
        String group = PREFIX + name + '.';
        if (!options.containsKey(group + "sequence-field")) {
            throw new IllegalArgumentException(
                    "--capture needs --" + group + "sequence-field, a JSON Pointer");
        }
        return new CaptureSource(
                name,
                options,
                new FeedFields(
                        options.get(group + "exchange"),
                        pointer(options.get(group + "exchange-field")),
                        pointers(options.get(group + "symbol-field")),
                        options.get(group + "symbol"),
                        pointer(options.get(group + "sequence-field")),
                        pointer(options.get(group + "timestamp-field"))),
                policy(options.getOrDefault(group + "unsequenced", "pass")));
    }

    private static UnsequencedPolicy policy(String word) {
        return UnsequencedPolicy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<JsonPointer> pointers(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .map(CaptureSource::pointer)
                        .toList();
    }

    private static JsonPointer pointer(String text) {
        return text == null ? null : JsonPointer.compile(text);
    }
}
