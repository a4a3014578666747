package com.k2.sequence.io.avro;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of a registry by their ids. An id means one schema for ever, so each is asked for
 * once; one that the registry does not have is asked for again after a while. While the registry is
 * away whoever asks waits: a message that is good must not become a dead letter. Bounded; not
 * thread-safe.
 */
final class SchemaCache {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);

    /** More than any feed has; ids may be made up, and those in use stay. */
    private static final int MAX_HELD = 1_000;

    private static final Duration UNUSABLE_FOR = Duration.ofSeconds(30);
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Schemas that refer to one another without end are refused. */
    private static final int MAX_DEPTH = 20;

    private final RegistryClient registry;
    private final LongSupplier nanoClock;
    private final Map<Integer, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    private record Held(FoundSchema found, long since) {}

    SchemaCache(RegistryClient registry, LongSupplier nanoClock) {
        this.registry = registry;
        this.nanoClock = nanoClock;
    }

    /**
     * Finds a schema; waits while the registry is away.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    FoundSchema find(int id) throws InterruptedException {
        Held known = held.get(id);
        long now = nanoClock.getAsLong();
        if (known != null
                && (known.found.schema() != null || now - known.since < UNUSABLE_FOR.toNanos())) {
            return known.found;
        }
        FoundSchema found = ask(id);
        if (held.size() >= MAX_HELD) {
            held.remove(held.keySet().iterator().next());
        }
        held.put(id, new Held(found, nanoClock.getAsLong()));
        return found;
    }

    private FoundSchema ask(int id) throws InterruptedException {
        long pause = SHORTEST_PAUSE_MILLIS;
        boolean away = false;
        while (true) {
            try {
                FoundSchema found = fetch(id);
                if (away) {
                    LOG.warn("The schema registry is back.");
                }
                return found;
            } catch (RegistryException e) {
                LOG.error("Messages wait for the schema registry: {}", e.getMessage());
                away = true;
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private FoundSchema fetch(int id) throws RegistryException, InterruptedException {
        JsonNode described = registry.schema(id);
        if (described == null) {
            return FoundSchema.unusable("the schema registry has none of this id");
        }
        String type = described.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return FoundSchema.unusable("it is of type " + type + ", not AVRO");
        }
        try {
            Schema schema = parse(described, new Schema.Parser(), 0);
            if (schema.getType() != Schema.Type.RECORD) {
                return FoundSchema.unusable("it is of type " + schema.getType() + ", not a record");
            }
            return EmptyItems.areIn(schema)
                    ? FoundSchema.unusable(
                            "it has an array of items that take no bytes, which may claim to be"
                                    + " endless")
                    : FoundSchema.of(schema);
        } catch (RuntimeException | StackOverflowError e) {
            return FoundSchema.unusable("it can't be read: " + e.getMessage());
        }
    }

    /** Parses what a schema refers to before it, so that the parser knows the names. */
    private Schema parse(JsonNode described, Schema.Parser parser, int depth)
            throws RegistryException, InterruptedException {
        if (depth > MAX_DEPTH) {
            throw new AvroRuntimeException("its references go deeper than " + MAX_DEPTH);
        }
        for (JsonNode reference : described.path("references")) {
            String name = reference.path("name").asText();
            if (parser.getTypes().containsKey(name)) {
                continue;
            }
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            JsonNode referred = registry.version(subject, version);
            if (referred == null) {
                throw new AvroRuntimeException(
                        "it refers to version " + version + " of " + subject + ", which is absent");
            }
            parse(referred, parser, depth + 1);
        }
        return parser.parse(described.path("schema").asText());
    }
}
