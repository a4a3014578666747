package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** Reads one JSON document after another, and says what is wrong with one. Not thread-safe. */
abstract class JsonDocumentReader {

    static final int MAX_NESTING_DEPTH = 500;

    final JsonParsers parsers = new JsonParsers(MAX_NESTING_DEPTH);

    /**
     * Reads one document from a parser that stands before it; what was read before is forgotten.
     *
     * @return null if it is whole and of the right kind, else what is wrong with it, for a person
     */
    abstract String readDocument(JsonParser parser) throws IOException;

    /**
     * Reads the fields of one message; those of the message before are forgotten.
     *
     * @return null if it is whole and of the right kind, else what is wrong with it, for a person
     */
    final String read(byte[] json) {
        return read(json, json.length);
    }

    /** Reads the document of the first {@code length} bytes, as {@link #read(byte[])} does. */
    final String read(byte[] json, int length) {
        try (JsonParser parser = parsers.open(json, length)) {
            return parser == null ? "the value is not valid UTF-8" : readDocument(parser);
        } catch (JsonParseException e) {
            return explain(json, length);
        } catch (StreamConstraintsException e) {
            return pastALimit(e);
        } catch (IOException | RuntimeException e) {
            return parserFailed(e);
        }
    }

    /**
     * What is wrong with a value that could not be parsed: read again from its characters, since
     * the two parsers do not stop at the same place.
     */
    private String explain(byte[] json, int length) {
        try (JsonParser parser = parsers.openCharacters(json, length)) {
            try {
                return readDocument(parser);
            } catch (JsonParseException e) {
                // Not the parser's message, which quotes the value.
                return isTruncated(parser, e)
                        ? "the value ends inside its JSON object"
                        : "the value is not JSON at " + describe(e.getLocation());
            }
        } catch (StreamConstraintsException e) {
            return pastALimit(e);
        } catch (IOException | RuntimeException e) {
            return parserFailed(e);
        }
    }

    static String pastALimit(StreamConstraintsException e) {
        return "the value is past a limit of the JSON parser: " + e.getOriginalMessage();
    }

    /** Not the value's fault, but one bad message must not stop the feed for ever. */
    private static String parserFailed(Exception e) {
        return "the JSON parser failed: " + e.getClass().getName();
    }

    private boolean isTruncated(JsonParser parser, JsonParseException e) {
        return e instanceof JsonEOFException
                || !parser.getParsingContext().inRoot()
                        && e.getLocation().getCharOffset() >= parsers.openedLength();
    }

    static String describe(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
