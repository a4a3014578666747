package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a person what a JSON message looks like: the JSON Pointers to its fields, without values. A
 * few of them, short, in plain ASCII, since names come from outside.
 */
public final class FieldNames {

    private static final int MOST = 20;
    private static final int MOST_NESTED = 4;
    private static final int MOST_CHARACTERS = 40;
    private static final String MORE = "...";
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> names = new ArrayList<>();

    private FieldNames() {}

    /** The names, as far as the message can be read; empty where it is not an object. */
    public static List<String> of(byte[] document) {
        FieldNames names = new FieldNames();
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                names.readObject(parser, "", 1);
            }
        } catch (IOException unreadable) {
            // What came before it is shown.
        }
        return names.names;
    }

    private void readObject(JsonParser parser, String path, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (names.size() >= MOST) {
                names.add(MORE);
                throw new IOException("enough");
            }
            String pointer = path + '/' + clean(parser.currentName());
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && depth < MOST_NESTED) {
                readObject(parser, pointer, depth + 1);
            } else {
                names.add(pointer + remark(parser, value));
                parser.skipChildren();
            }
        }
    }

    private static String remark(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case START_OBJECT -> "/" + MORE;
            case START_ARRAY -> " (an array)";
            case VALUE_NULL -> " (null)";
            case VALUE_STRING -> looksLikeJson(parser.getText()) ? " (JSON inside a string)" : "";
            default -> "";
        };
    }

    private static boolean looksLikeJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") || stripped.startsWith("[");
    }

    /** A name with other characters can't be copied into a pointer, but can be recognised. */
    static String clean(String name) {
        String shown = name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name;
        String ascii = shown.replaceAll("[^ -~]", "?").replace("~", "~0").replace("/", "~1");
        return shown.length() < name.length() ? ascii + MORE : ascii;
    }
}
