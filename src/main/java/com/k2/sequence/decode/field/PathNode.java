package com.k2.sequence.decode.field;

import com.k2.sequence.decode.path.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A step on the path to the fields of a message: pointers with a common beginning share their first
 * nodes. The root is the whole message. Only plain pointers have one.
 */
public final class PathNode {

    private static final MessageField[] NO_FIELDS = {};

    private final List<PathNode> children = new ArrayList<>(4);

    /** The step from the node above, as an object's field and as an array's index (-1 if none). */
    private final String name;

    private final int index;

    private MessageField[] fields = NO_FIELDS;

    private PathNode(String name, int index) {
        this.name = name;
        this.index = index;
    }

    /** The tree of the paths to these fields. */
    public static PathNode treeOf(List<? extends MessageField> fields) {
        PathNode root = new PathNode("", -1);
        for (MessageField field : fields) {
            PathNode node = root;
            for (Step step : field.pointer().steps()) {
                node = node.childFor(step);
            }
            node.add(field);
        }
        return root;
    }

    private PathNode childFor(Step step) {
        PathNode child = field(step.name());
        if (child == null) {
            child = new PathNode(step.name(), step.index());
            children.add(child);
        }
        return child;
    }

    private void add(MessageField field) {
        MessageField[] more = new MessageField[fields.length + 1];
        System.arraycopy(fields, 0, more, 0, fields.length);
        more[fields.length] = field;
        fields = more;
    }

    /** The node of an object's field, or null if no pointer leads there. */
    public PathNode field(String fieldName) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).name.equals(fieldName)) {
                return children.get(i);
            }
        }
        return null;
    }

    /** The node of an array's element, or null if no pointer leads there. */
    public PathNode element(int elementIndex) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).index == elementIndex) {
                return children.get(i);
            }
        }
        return null;
    }

    /** The fields at this node; empty on the path to others. */
    public MessageField[] fields() {
        return fields;
    }

    /** Whether pointers lead further down. */
    public boolean hasChildren() {
        return !children.isEmpty();
    }

    /** Clears the fields of this node and of all nodes below it. */
    public void clear() {
        for (MessageField field : fields) {
            field.clear();
        }
        for (int i = 0; i < children.size(); i++) {
            children.get(i).clear();
        }
    }
}
