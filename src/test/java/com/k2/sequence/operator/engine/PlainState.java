package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.KeptValues;
import com.k2.sequence.operator.port.KeySweep;
import com.k2.sequence.operator.port.KeyedValues;
import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.tracking.InstrumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The state of a simulated task, and what a snapshot has of it, split as Flink does. */
final class PlainState implements TaskState {

    /** What one task put into a snapshot. */
    private record Snapshot(
            Map<String, Map<InstrumentKey, Object>> keyed, Map<String, List<Object>> kept) {}

    private final SimulatedTask.Setup setup;
    private final List<Snapshot> from = new ArrayList<>();
    private final Map<String, Keyed<?>> keyed = new HashMap<>();
    private final Map<String, Kept<?>> kept = new HashMap<>();
    private final PlainCluster cluster;

    PlainState(PlainCluster cluster, SimulatedTask.Setup setup) {
        this.cluster = cluster;
        this.setup = setup;
        if (setup.from() != null) {
            setup.from().snapshots().forEach(snapshot -> from.add((Snapshot) snapshot));
        }
    }

    /** What stands in the state now. */
    Object snapshot() {
        Map<String, Map<InstrumentKey, Object>> values = new HashMap<>();
        keyed.forEach((name, of) -> values.put(name, new LinkedHashMap<>(of.values)));
        Map<String, List<Object>> lists = new HashMap<>();
        kept.forEach((name, of) -> lists.put(name, new ArrayList<>(of.values)));
        return new Snapshot(values, lists);
    }

    @Override
    public boolean isRestored() {
        return setup.from() != null;
    }

    @Override
    public OptionalLong restoredCheckpoint() {
        return isRestored() ? OptionalLong.of(setup.from().checkpointId()) : OptionalLong.empty();
    }

    @Override
    public int task() {
        return setup.index();
    }

    @Override
    public int tasks() {
        return setup.parallelism();
    }

    @Override
    public KeyedValues<TrackedSequence> sequences() {
        return keyed("sequences", cluster::forgotten);
    }

    @Override
    public KeyedValues<String> unsentMarks() {
        return keyed("marks", key -> {});
    }

    @Override
    public KeyedValues<Long> changeTimes() {
        return keyed("changed", key -> {});
    }

    private <V> KeyedValues<V> keyed(String name, Consumer<InstrumentKey> removed) {
        Keyed<V> values = new Keyed<>(removed);
        for (Snapshot snapshot : from) {
            snapshot.keyed
                    .getOrDefault(name, Map.of())
                    .forEach(
                            (key, value) -> {
                                if (cluster.owns(setup, key)) {
                                    values.values.put(key, cast(value));
                                }
                            });
        }
        keyed.put(name, values);
        return values;
    }

    @Override
    public KeptValues<Long> numbersOfAllTasks(String name) {
        return kept(name, true);
    }

    @Override
    public KeptValues<Map<String, String>> texts(String name) {
        return kept(name, false);
    }

    @Override
    public KeptValues<Map<String, String>> textsOfAllTasks(String name) {
        return kept(name, true);
    }

    private <V> KeptValues<V> kept(String name, boolean ofAllTasks) {
        List<V> restored = new ArrayList<>();
        int at = 0;
        for (Snapshot snapshot : from) {
            for (Object value : snapshot.kept.getOrDefault(name, List.of())) {
                if (ofAllTasks || at++ % setup.parallelism() == setup.index()) {
                    restored.add(cast(value));
                }
            }
        }
        Kept<V> values = new Kept<>(restored);
        kept.put(name, values);
        return values;
    }

    @SuppressWarnings("unchecked") // each name has values of one type
    private static <V> V cast(Object value) {
        return (V) value;
    }

    private static final class Kept<V> implements KeptValues<V> {
        private final List<V> restored;
        private List<V> values = List.of();

        private Kept(List<V> restored) {
            this.restored = restored;
        }

        @Override
        public List<V> restored() {
            return restored;
        }

        @Override
        public void keep(List<V> now) {
            values = List.copyOf(now);
        }
    }

    private static final class Keyed<V> implements KeyedValues<V> {
        private final Map<InstrumentKey, V> values = new LinkedHashMap<>();
        private final Consumer<InstrumentKey> removed;

        private Keyed(Consumer<InstrumentKey> removed) {
            this.removed = removed;
        }

        @Override
        public V get(InstrumentKey key) {
            return values.get(key);
        }

        @Override
        public void put(InstrumentKey key, V value) {
            values.put(key, value);
        }

        @Override
        public void remove(InstrumentKey key) {
            values.remove(key);
            removed.accept(key);
        }

        @Override
        public Stream<InstrumentKey> keys() {
            return values.keySet().stream();
        }

        @Override
        public KeySweep sweep() {
            Iterator<InstrumentKey> keys = List.copyOf(values.keySet()).iterator();
            return new KeySweep() {
                @Override
                public boolean hasNext() {
                    return keys.hasNext();
                }

                @Override
                public InstrumentKey next() {
                    return keys.next();
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }
}
