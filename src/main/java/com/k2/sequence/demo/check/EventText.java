package com.k2.sequence.demo.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The parts of an event that are counted.
 *
 * @param type the word in the event
 * @param gapSize 0 if it is absent
 * @param severity null if it is absent
 */
record EventText(String type, long gapSize, String severity) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @throws UncheckedIOException if it is not JSON
     */
    static EventText read(byte[] json) {
        String type = null;
        long gapSize = 0;
        String severity = null;
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "event_type" -> type = parser.getText();
                    case "gap_size" -> gapSize = parser.getLongValue();
                    case "severity" -> severity = parser.getText();
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an event in an output topic is no JSON", e);
        }
        return new EventText(type, gapSize, severity);
    }
}
