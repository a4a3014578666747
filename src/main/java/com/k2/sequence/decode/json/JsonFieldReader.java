package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.decode.field.MessageField;
import com.k2.sequence.decode.field.PathNode;
import java.io.IOException;

/**
 * Reads fields out of one JSON object after another, in one pass and without a tree. The object is
 * read to its end, so that a truncated one is detected. If an object has a name twice, the last one
 * counts, as in most JSON readers. Not thread-safe.
 */
final class JsonFieldReader extends JsonDocumentReader {

    private final PathNode root;
    private final JsonValue value = new JsonValue();

    /**
     * @param root the paths to the fields
     */
    JsonFieldReader(PathNode root) {
        this.root = root;
    }

    @Override
    String readDocument(JsonParser parser) throws IOException {
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
}
