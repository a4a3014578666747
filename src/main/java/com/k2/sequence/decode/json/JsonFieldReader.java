package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.k2.sequence.decode.field.MessageField;
import com.k2.sequence.decode.field.PathNode;
import java.io.IOException;

/**
 * Reads fields out of one JSON object after another, in one pass and without a tree. The object is
 * read to its end, so that a truncated one is detected. If an object has a name twice, the last one
 * counts, as in most JSON readers. Not thread-safe.
 */
final class JsonFieldReader {

    static final int MAX_NESTING_DEPTH = 500;

    private final PathNode root;
    private final JsonValue value = new JsonValue();
    private final JsonParsers parsers = new JsonParsers(MAX_NESTING_DEPTH);

    /**
     * @param root the paths to the fields
     */
    JsonFieldReader(PathNode root) {
        this.root = root;
    }

    /**
     * Reads the fields of one message; those of the message before are forgotten.
     *
     * @return null if it is a whole JSON object, else what is wrong with it, for a person
     */
    String read(byte[] json) {
        try (JsonParser parser = parsers.open(json)) {
            return parser == null ? "the value is not valid UTF-8" : readDocument(parser);
        } catch (JsonParseException e) {
            return explain(json);
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
    private String explain(byte[] json) {
        try (JsonParser parser = parsers.openCharacters(json)) {
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

    private static String pastALimit(StreamConstraintsException e) {
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

    private String readDocument(JsonParser parser) throws IOException {
        root.clear();
        JsonToken token = parser.nextToken();
        if (token == null) {
            return "the value is empty";
        }
        if (token != JsonToken.START_OBJECT) {
            return "the value is " + JsonValue.kind(token).description() + ", not a JSON object";
        }
        readObject(parser, root);
        return parser.nextToken() == null
                ? null
                : "the value goes on after its JSON object, at "
                        + describe(parser.currentTokenLocation());
    }

    private void readObject(JsonParser parser, PathNode node) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            readValue(parser, parser.nextToken(), node.field(name));
        }
    }

    private void readArray(JsonParser parser, PathNode node) throws IOException {
        int index = 0;
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            readValue(parser, token, node.element(index++));
            token = parser.nextToken();
        }
    }

    private void readValue(JsonParser parser, JsonToken token, PathNode node) throws IOException {
        if (node != null) {
            // What an earlier field of the same name held is gone.
            node.clear();
            for (MessageField field : node.fields()) {
                field.read(value.at(parser, token));
            }
            if (node.hasChildren() && token == JsonToken.START_OBJECT) {
                readObject(parser, node);
                return;
            }
            if (node.hasChildren() && token == JsonToken.START_ARRAY) {
                readArray(parser, node);
                return;
            }
        }
        parser.skipChildren();
    }

    private static String describe(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
