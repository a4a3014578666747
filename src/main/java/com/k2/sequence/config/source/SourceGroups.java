package com.k2.sequence.config.source;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Finds the named groups among keys: {@code source.trades.topics} is of the group trades. */
public final class SourceGroups {

    private SourceGroups() {}

    /** The names of all sources, in order. */
    public static Set<String> namesIn(Collection<String> keys) {
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            String name = sourceOf(key);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** The name of the source that a key is of; null where it is of none. */
    public static String sourceOf(String key) {
        if (!key.startsWith(SourceOptions.PREFIX)) {
            return null;
        }
        int start = SourceOptions.PREFIX.length();
        int end = key.indexOf('.', start);
        return end < 0 ? null : key.substring(start, end);
    }
}
