package com.k2.sequence.config;

import com.k2.sequence.config.source.SourceGroups;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.option.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tells unknown keys from known ones, and what was probably meant. */
public final class KnownKeys {

    private KnownKeys() {}

    /** Adds a problem for each key that no option has. */
    public static void check(Collection<String> keys, Problems problems) {
        for (String key : keys) {
            List<String> candidates = candidatesFor(key);
            if (!candidates.contains(key) && !isKafkaProperty(key)) {
                problems.add(
                        key,
                        "there is no such option; the nearest is " + Nearest.to(key, candidates));
            }
        }
    }

    private static boolean isKafkaProperty(String key) {
        String prefix = KafkaOptions.PROPERTIES_PREFIX;
        return key.startsWith(prefix) && key.length() > prefix.length();
    }

    private static List<String> candidatesFor(String key) {
        List<String> candidates = new ArrayList<>();
        AllOptions.all().forEach(option -> candidates.add(option.key()));
        String source = SourceGroups.sourceOf(key);
        if (source != null) {
            AllOptions.ofSource(source).forEach(option -> candidates.add(option.key()));
        }
        return candidates;
    }
}
