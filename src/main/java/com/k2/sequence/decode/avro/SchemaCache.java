package com.k2.sequence.decode.avro;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The schemas of a registry by their ids. An id means one schema for ever, so each is asked for
 * once; one that can't be used is asked for again after a while. While the registry is unavailable
 * a look-up waits: see {@link SchemaLookup}. The time for invented ids is bounded: see {@link
 * LookupBudget}. Ids without a schema evict no schemas. Bounded; not thread-safe.
 */
final class SchemaCache {

    /** More schemas than any feed has. */
    private static final int MAX_SCHEMAS = 1_000;

    /** At least as many as there can be near ids, which are always asked for. */
    private static final int MAX_UNUSABLE = 3 * LookupBudget.NEAR;

    private static final Duration UNUSABLE_FOR = Duration.ofSeconds(30);

    private final SchemaLookup lookup;
    private final LongSupplier nanoClock;
    private final LookupBudget budget;
    private final Map<Integer, FoundSchema> schemas = new LeastUsedOut<>(MAX_SCHEMAS);
    private final Map<Integer, Unusable> unusable = new LeastUsedOut<>(MAX_UNUSABLE);

    private record Unusable(FoundSchema found, long since) {}

    SchemaCache(RegistryClient registry, LongSupplier nanoClock) {
        this.lookup = new SchemaLookup(registry);
        this.nanoClock = nanoClock;
        this.budget = new LookupBudget(nanoClock);
    }

    /**
     * Finds a schema; waits while the registry is unavailable.
     *
     * @param id above 0
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    FoundSchema find(int id) throws InterruptedException {
        FoundSchema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Unusable refused = unusable.get(id);
        long begin = nanoClock.getAsLong();
        if (refused != null && begin - refused.since < UNUSABLE_FOR.toNanos()) {
            return refused.found;
        }
        if (!budget.allows(id)) {
            return FoundSchema.unusable(
                    "not asked for: too many ids that the schema registry does not have came before"
                            + " it; the next message with this id is asked for");
        }
        FoundSchema found = lookup.find(id, refused != null);
        long end = nanoClock.getAsLong();
        if (found.schema() != null) {
            budget.found(id);
            unusable.remove(id);
            schemas.put(id, found);
        } else {
            budget.wasted(id, end - begin);
            unusable.put(id, new Unusable(found, end));
        }
        return found;
    }

    /** Evicts the least recently used entry. */
    private static final class LeastUsedOut<V> extends LinkedHashMap<Integer, V> {

        private static final long serialVersionUID = 1L;

        private final int mostEntries;

        private LeastUsedOut(int mostEntries) {
            super(16, 0.75f, true);
            this.mostEntries = mostEntries;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
            return size() > mostEntries;
        }
    }
}
