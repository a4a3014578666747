package com.k2.sequence.benchmark.growth;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing to measure.
 *
 * @param variant what checks the messages
 * @param backend of Flink's keyed state
 * @param keys in all
 * @param parallelism of all operators
 * @param skewed whether every other message is of one further key
 * @param messages in each stage after the first, which has one of each key
 */
record GrowthCase(
        Variant variant, Backend backend, long keys, int parallelism, boolean skewed, long messages)
        implements Serializable {

    /** What checks the messages. */
    enum Variant {
        /** The tracking operator, on a Redis that holds a row of an earlier job for each key. */
        TRACKED("tracked"),
        /** The same rule on Flink's keyed state, and nothing else. */
        KEYED_STATE("keyed state alone");

        private final String words;

        Variant(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Flink's state backends. */
    enum Backend {
        HEAP("hashmap"),
        ROCKSDB("rocksdb");

        private final String flinkName;

        Backend(String flinkName) {
            this.flinkName = flinkName;
        }

        String flinkName() {
            return flinkName;
        }

        @Override
        public String toString() {
            return this == HEAP ? "heap" : "RocksDB";
        }
    }

    GrowthCase {
        if (keys < parallelism || parallelism < 1 || messages < 1) {
            throw new IllegalArgumentException(
                    "no such case: " + keys + " keys, parallelism " + parallelism);
        }
    }

    /** One feed a source subtask, in order; after them that of the hot key, if there is one. */
    List<GrowthFeed> feeds() {
        List<GrowthFeed> feeds = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            feeds.add(new GrowthFeed(i, i, parallelism, (keys - i - 1) / parallelism + 1));
        }
        if (skewed) {
            feeds.add(new GrowthFeed(parallelism, keys, 1, 1));
        }
        return feeds;
    }

    GrowthCase with(Variant other) {
        return new GrowthCase(other, backend, keys, parallelism, skewed, messages);
    }

    boolean isTracked() {
        return variant == Variant.TRACKED;
    }

    long allKeys() {
        return skewed ? keys + 1 : keys;
    }

    List<String> toArguments() {
        return List.of(
                variant.name(),
                backend.name(),
                Long.toString(keys),
                Integer.toString(parallelism),
                Boolean.toString(skewed),
                Long.toString(messages));
    }

    /** The reverse of {@link #toArguments}. */
    static GrowthCase parse(List<String> arguments) {
        return new GrowthCase(
                Variant.valueOf(arguments.get(0)),
                Backend.valueOf(arguments.get(1)),
                Long.parseLong(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Boolean.parseBoolean(arguments.get(4)),
                Long.parseLong(arguments.get(5)));
    }

    /** {@code 1,000,000 keys, heap, parallelism 2, tracked}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d keys, %s, parallelism %d%s, %s",
                keys,
                backend,
                parallelism,
                skewed ? ", skewed" : "",
                variant);
    }
}
