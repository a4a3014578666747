package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.k2.sequence.decode.avro.RegistryAnswer.Outcome;
import com.k2.sequence.logging.Abbreviation;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up a schema, until it is known whether messages with its id can be read.
 *
 * <p>An answer without a schema may be the fault of the id or an outage of the registry, and the
 * status does not say which: a proxy answers 500 for a registry that is down, and a registry
 * answers 500 for one id that it can't read. An outage must be waited out, since valid messages
 * must not become dead letters. A fault of one id must not, or one message stops its source for
 * ever. So after such an answer the registry is asked for something else that comes from the same
 * store: see {@link #answersOthers}. Where that fails too, the registry is unavailable. Where it is
 * answered several times in a row while the id is not, the id is at fault. A failure that may be
 * temporary (no answer, 429, 503, ...) is given more time than a definite one.
 *
 * <p>Not thread-safe.
 */
final class SchemaLookup {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLookup.class);

    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** How often in a row the registry must answer all but the id. */
    private static final int REFUSED_TIMES = 3;

    /** The same where the failure may be temporary: for half a minute. */
    private static final int FAILED_TIMES = 10;

    /** Schemas that refer to one another without end are refused. */
    private static final int MAX_DEPTH = 20;

    private static final int MAX_WORDS = 200;
    private static final int NONE = 0;

    /** Registries count ids up from 1. */
    private static final int ID_OF_NONE = Integer.MAX_VALUE;

    private final RegistryClient registry;

    /** Of a schema that was found, or {@link #NONE}. */
    private int foundId = NONE;

    SchemaLookup(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Looks up a schema; waits while the registry is unavailable.
     *
     * @param refusedBefore whether the id was found to be at fault before: then one more such
     *     answer is enough
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    FoundSchema find(int id, boolean refusedBefore) throws InterruptedException {
        long pause = SHORTEST_PAUSE_MILLIS;
        boolean unavailable = false;
        int othersAnswered = 0;
        while (true) {
            FoundSchema found;
            String problem;
            int enough;
            try {
                found = fetch(id);
                if (unavailable) {
                    LOG.warn("The schema registry is available again.");
                }
                return found;
            } catch (NoSchemaException e) {
                problem = e.getMessage();
                enough = refusedBefore ? 1 : e.mayBeTemporary ? FAILED_TIMES : REFUSED_TIMES;
            }
            if (answersOthers()) {
                othersAnswered++;
                if (othersAnswered >= enough) {
                    return FoundSchema.unusable(
                            "the schema registry answers, but not for this id: " + problem);
                }
            } else {
                othersAnswered = 0;
                unavailable = true;
                LOG.error("Messages wait until the schema registry is available: {}", problem);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /**
     * Whether the registry answers from its store: with a schema that was found before, with the
     * list of its subjects, or, where these credentials may not list them, by saying that it does
     * not have an id that no registry has reached.
     */
    private boolean answersOthers() throws InterruptedException {
        if (foundId != NONE) {
            RegistryAnswer known = registry.schema(foundId);
            if (known.outcome() != Outcome.UNKNOWN) {
                return known.outcome() == Outcome.FOUND;
            }
            // Deleted since.
            foundId = NONE;
        }
        return registry.subjects().outcome() == Outcome.FOUND
                || registry.schema(ID_OF_NONE).outcome() == Outcome.UNKNOWN;
    }

    private FoundSchema fetch(int id) throws NoSchemaException, InterruptedException {
        RegistryAnswer answer = registry.schema(id);
        if (answer.outcome() == Outcome.UNKNOWN) {
            return FoundSchema.unusable(answer.problem());
        }
        JsonNode described = described(answer);
        foundId = id;
        String type = described.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return FoundSchema.unusable("it is of type " + Abbreviation.of(type) + ", not AVRO");
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
            return FoundSchema.unusable(
                    "it can't be read: "
                            + Abbreviation.of(String.valueOf(e.getMessage()), MAX_WORDS));
        }
    }

    private static JsonNode described(RegistryAnswer answer) throws NoSchemaException {
        if (answer.outcome() != Outcome.FOUND) {
            throw new NoSchemaException(answer);
        }
        return answer.body();
    }

    /** Parses what a schema refers to before it, so that the parser knows the names. */
    private Schema parse(JsonNode described, Schema.Parser parser, int depth)
            throws NoSchemaException, InterruptedException {
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
            RegistryAnswer referred = registry.version(subject, version);
            if (referred.outcome() == Outcome.UNKNOWN) {
                throw new AvroRuntimeException(
                        "it refers to version " + version + " of " + subject + ", which is absent");
            }
            parse(described(referred), parser, depth + 1);
        }
        return parser.parse(described.path("schema").asText());
    }

    /** The registry neither described the schema nor said that it does not have it. */
    private static final class NoSchemaException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Whether the answer may be another one the next time. */
        private final boolean mayBeTemporary;

        private NoSchemaException(RegistryAnswer answer) {
            super(answer.problem());
            this.mayBeTemporary = answer.outcome() == Outcome.FAILED;
        }
    }
}
