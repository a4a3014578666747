package com.k2.sequence.decode.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.k2.sequence.decode.field.FieldValue.Kind;
import com.k2.sequence.decode.path.PlanNode;
import com.k2.sequence.decode.path.RecordPlan;
import com.k2.sequence.decode.path.RecordValues;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads what a plan asks for out of one JSON document after another, an object or an array: in one
 * pass and without a tree. The document is read to its end, so that nothing of a truncated one is
 * used. Where a name stands twice in one object the last one holds. Not thread-safe.
 *
 * <p>Three things can't be had in passing. An index from an array's end is known at that end: the
 * places of the last elements are kept, and the one that is asked for is read again from its place.
 * So is an element that several pointers lead into in different ways, {@code /0/a} and {@code
 * /-1/b}. JSON in a string is read from the parser's buffer by another parser.
 */
final class JsonRecordReader extends JsonDocumentReader {

    private final RecordPlan plan;
    private final RecordValues values;
    private final LastElements[] lastElements;

    /** What is being read: the whole document, or the JSON in a string inside. */
    private byte[] bytes;

    private char[] chars;
    private int end;

    /** Where in it the innermost parser began, from which that counts. */
    private int begin;

    JsonRecordReader(RecordPlan plan, RecordValues values) {
        this.plan = plan;
        this.values = values;
        this.lastElements =
                Arrays.stream(plan.ringSizes())
                        .mapToObj(LastElements::new)
                        .toArray(LastElements[]::new);
    }

    /** Reads one document into the values, as {@link #read(byte[], int)} does. */
    String readValues(byte[] json, int length) {
        bytes = json;
        end = length;
        return read(json, length);
    }

    @Override
    String readDocument(JsonParser parser) throws IOException {
        values.begin();
        begin = 0;
        chars = parsers.openedCharacters();
        if (chars != null) {
            end = parsers.openedLength();
        }
        JsonToken token = parser.nextToken();
        if (token == null) {
            return "the value is empty";
        }
        if (!isRead(token)) {
            return "the value is " + JsonValue.kind(token).description() + ", not " + expected();
        }
        readValue(parser, token, plan.root(), 0);
        return parser.nextToken() == null
                ? null
                : "the value goes on after its JSON "
                        + (token == JsonToken.START_ARRAY ? "array" : "object")
                        + ", at "
                        + describe(parser.currentTokenLocation());
    }

    private boolean isRead(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> true;
            case START_ARRAY -> plan.readsArrays();
            case VALUE_STRING -> plan.root().string() != null;
            default -> false;
        };
    }

    private String expected() {
        return "a JSON object"
                + (plan.readsArrays() ? " or array" : "")
                + (plan.root().string() != null ? " or a string that holds one" : "");
    }

    private void readValue(JsonParser parser, JsonToken token, PlanNode node, int row)
            throws IOException {
        // What an earlier field of the same name held is gone.
        values.clear(node, row);
        switch (token) {
            case START_OBJECT -> {
                keep(node, row, Kind.OBJECT);
                if (node.hasChildren()) {
                    readObject(parser, node, row);
                } else {
                    parser.skipChildren();
                }
            }
            case START_ARRAY -> {
                keep(node, row, Kind.ARRAY);
                if (node.hasChildren()) {
                    readArray(parser, node, row);
                } else {
                    parser.skipChildren();
                }
            }
            case VALUE_NULL -> {}
            default -> readScalar(parser, token, node, row);
        }
    }

    private void keep(PlanNode node, int row, Kind kind) {
        if (node.slot() >= 0) {
            values.set(node, row, kind);
        }
    }

    private void readScalar(JsonParser parser, JsonToken token, PlanNode node, int row)
            throws IOException {
        if (node.slot() >= 0) {
            int length = parser.getTextLength();
            int offset = values.copy(parser.getTextCharacters(), parser.getTextOffset(), length);
            values.set(node, row, JsonValue.kind(token), offset, length);
        }
        if (node.string() != null && token == JsonToken.VALUE_STRING) {
            readString(
                    parser.getTextCharacters(),
                    parser.getTextOffset(),
                    parser.getTextLength(),
                    node,
                    row);
        }
    }

    private void readObject(JsonParser parser, PlanNode node, int row) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            PlanNode child = node.field(name);
            if (child == null) {
                parser.skipChildren();
            } else if (child == node.each()) {
                // An object's field of that name, not an array's elements: one element.
                values.removeRows(child, row);
                readElement(parser, token, child, row);
            } else {
                readValue(parser, token, child, row);
            }
        }
    }

    private void readElement(JsonParser parser, JsonToken token, PlanNode each, int parent)
            throws IOException {
        int row = values.newRow(each, parent);
        if (row == RecordValues.NO_ROW) {
            parser.skipChildren();
        } else {
            readValue(parser, token, each, row);
        }
    }

    private void readArray(JsonParser parser, PlanNode node, int row) throws IOException {
        LastElements last = node.ring() < 0 ? null : lastElements[node.ring()];
        if (last != null) {
            last.clear();
        }
        int index = 0;
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            readElement(parser, token, node, row, node.element(index++), last);
            token = parser.nextToken();
        }
        for (int i = 0; i < node.countFromEnd(); i++) {
            readFromEnd(node.fromEnd(i), row, last);
        }
    }

    /**
     * @param node of the array
     * @param child of the element by its index, or null
     * @param last null where no pointer leads to an element from the end
     */
    private void readElement(
            JsonParser parser,
            JsonToken token,
            PlanNode node,
            int row,
            PlanNode child,
            LastElements last)
            throws IOException {
        PlanNode each = node.each();
        boolean container = token.isStructStart();
        int place =
                container && (last != null || child != null && each != null) ? place(parser) : 0;
        if (last != null) {
            remember(parser, token, place, last);
        }
        if (child != null) {
            readValue(parser, token, child, row);
        }
        if (each == null) {
            if (child == null) {
                parser.skipChildren();
            }
        } else if (child == null || !container) {
            readElement(parser, token, each, row);
        } else {
            int elementRow = values.newRow(each, row);
            if (elementRow != RecordValues.NO_ROW) {
                readAgain(place, each, elementRow);
            }
        }
    }

    private void remember(JsonParser parser, JsonToken token, int place, LastElements last)
            throws IOException {
        Kind kind = JsonValue.kind(token);
        if (token.isStructStart()) {
            last.addContainer(kind, place);
        } else {
            int length = parser.getTextLength();
            last.addScalar(
                    kind,
                    values.copy(parser.getTextCharacters(), parser.getTextOffset(), length),
                    length);
        }
    }

    private void readFromEnd(PlanNode node, int row, LastElements last) throws IOException {
        int place = last.place(node.distanceFromEnd());
        if (place < 0) {
            return;
        }
        Kind kind = last.kind(place);
        switch (kind) {
            case NULL -> {}
            case OBJECT, ARRAY -> {
                if (node.hasChildren()) {
                    readAgain(last.start(place), node, row);
                } else {
                    keep(node, row, kind);
                }
            }
            default -> {
                if (node.slot() >= 0) {
                    values.set(node, row, kind, last.offset(place), last.length(place));
                }
                if (node.string() != null && kind == Kind.TEXT) {
                    readString(values.chars(), last.offset(place), last.length(place), node, row);
                }
            }
        }
    }

    /** Where the object or array begins, in bytes or characters, that a parser stands at. */
    private int place(JsonParser parser) {
        JsonLocation location = parser.currentTokenLocation();
        return begin + (int) (chars == null ? location.getByteOffset() : location.getCharOffset());
    }

    /** Reads an object or an array once more that has been read to its end. */
    private void readAgain(int place, PlanNode node, int row) throws IOException {
        int outerBegin = begin;
        begin = place;
        try (JsonParser parser =
                chars == null
                        ? parsers.openPart(bytes, place, end - place)
                        : parsers.openPart(chars, place, end - place)) {
            readValue(parser, parser.nextToken(), node, row);
        }
        begin = outerBegin;
    }

    private void readString(char[] text, int offset, int length, PlanNode node, int row)
            throws IOException {
        char[] outerChars = chars;
        int outerBegin = begin;
        int outerEnd = end;
        chars = text;
        begin = offset;
        end = offset + length;
        String problem = readString(offset, length, node.string(), row);
        chars = outerChars;
        begin = outerBegin;
        end = outerEnd;
        if (problem != null) {
            values.setProblem(node, row, problem);
        }
    }

    private String readString(int offset, int length, PlanNode root, int row) throws IOException {
        try (JsonParser parser = parsers.openPart(chars, offset, length)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return root.name() + " is empty, not JSON";
            }
            readValue(parser, token, root, row);
            return parser.nextToken() == null ? null : root.name() + " goes on after its JSON";
        } catch (JsonParseException e) {
            return root.name() + " is not JSON at " + describe(e.getLocation());
        } catch (StreamConstraintsException e) {
            return root.name() + ": " + pastALimit(e);
        }
    }
}
