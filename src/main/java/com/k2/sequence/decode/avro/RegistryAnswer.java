package com.k2.sequence.decode.avro;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The result of one question to the registry.
 *
 * @param body what it describes; null unless {@link Outcome#FOUND}
 * @param problem what was answered instead, cleaned, for a person; null if it was found
 */
record RegistryAnswer(Outcome outcome, JsonNode body, String problem) {

    /** How a question to the registry can end. */
    enum Outcome {
        /** The registry described what was asked for. */
        FOUND,

        /** The registry says that it does not have it. */
        UNKNOWN,

        /** Any other answer: another status, an unknown code, not JSON, too many bytes. */
        REFUSED,

        /** No answer, or one that asks to retry later: 408, 429, 502, 503 or 504. */
        FAILED
    }

    static RegistryAnswer found(JsonNode body) {
        return new RegistryAnswer(Outcome.FOUND, body, null);
    }

    static RegistryAnswer unknown(String problem) {
        return new RegistryAnswer(Outcome.UNKNOWN, null, problem);
    }

    static RegistryAnswer refused(String problem) {
        return new RegistryAnswer(Outcome.REFUSED, null, problem);
    }

    static RegistryAnswer failed(String problem) {
        return new RegistryAnswer(Outcome.FAILED, null, problem);
    }
}
