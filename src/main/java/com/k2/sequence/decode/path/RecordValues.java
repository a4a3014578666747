package com.k2.sequence.decode.path;

import com.k2.sequence.decode.field.FieldValue;
import com.k2.sequence.decode.field.FieldValue.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values that one record has for a plan: written by the reader of a format while it walks the
 * plan's nodes, read element by element afterwards. Texts are copied into one array, so that a
 * value costs no object; what it takes is bounded by the record's size and the number of elements.
 * Reused from record to record; not thread-safe.
 */
public final class RecordValues {

    /** In place of a row where the record has more elements than are read. */
    public static final int NO_ROW = -1;

    /** A larger buffer is made for the one record that needs it. */
    private static final int MAX_KEPT_CHARACTERS = 64 * 1024;

    private static final Kind[] KINDS = Kind.values();
    private static final int NULL = Kind.NULL.ordinal();

    /** The kind in the slot of a problem; its offset is the problem's number. */
    private static final int PROBLEM = NULL + 1;

    private final RecordPlan plan;
    private final int maxElements;
    private final Rows[] levels;
    private final int[] selected;
    private final List<String> problems = new ArrayList<>();
    private final Value value = new Value();

    private char[] chars = new char[512];
    private int used;
    private boolean tooMany;

    /**
     * @param maxElements most elements of a record; further ones are not read
     */
    public RecordValues(RecordPlan plan, int maxElements) {
        this.plan = plan;
        this.maxElements = maxElements;
        this.levels = Arrays.stream(plan.widths()).mapToObj(Rows::new).toArray(Rows[]::new);
        this.selected = new int[levels.length];
    }

    // Writing

    /** Forgets the record before. */
    public void begin() {
        if (chars.length > MAX_KEPT_CHARACTERS) {
            chars = new char[512];
        }
        used = 0;
        tooMany = false;
        problems.clear();
        for (Rows level : levels) {
            level.clear();
        }
        levels[0].add(0);
    }

    /** Forgets what was read at a node and below: an object has had a field of that name before. */
    public void clear(PlanNode node, int row) {
        for (int slot : node.slots()) {
            levels[node.level()].clear(row, slot);
        }
        if (node.arrayBelow()) {
            removeRows(node.level() + 1, row);
        }
    }

    /** Forgets the elements that were read of an array before. */
    public void removeRows(PlanNode each, int parent) {
        removeRows(each.level(), parent);
    }

    private void removeRows(int from, int parent) {
        int above = parent;
        for (int level = from; level < levels.length; level++) {
            levels[level].removeFrom(above);
            above = levels[level].count();
        }
    }

    /**
     * A row for one more element of an array.
     *
     * @param each the node of the array's elements
     * @param parent the row of the node above
     * @return {@link #NO_ROW} where the record has too many
     */
    public int newRow(PlanNode each, int parent) {
        return newRow(each.level(), parent);
    }

    private int newRow(int level, int parent) {
        if (levels[level].count() == maxElements) {
            tooMany = true;
            return NO_ROW;
        }
        return levels[level].add(parent);
    }

    /** Keeps a value without a text. */
    public void set(PlanNode node, int row, Kind kind) {
        levels[node.level()].set(row, node.slot(), kind.ordinal(), 0, 0);
    }

    /** Keeps a value whose text is copied here already. */
    public void set(PlanNode node, int row, Kind kind, int offset, int length) {
        levels[node.level()].set(row, node.slot(), kind.ordinal(), offset, length);
    }

    /**
     * Keeps that the string at a node can't be read as JSON, and nothing of what it holds. The
     * elements that it might have held are one, so that the problem is one of an element.
     */
    public void setProblem(PlanNode node, int row, String problem) {
        clear(node.string(), row);
        setProblem(node.level(), row, node.problemSlot(), problem);
        if (node.string().arrayBelow()) {
            int parent = row;
            for (int level = node.level() + 1; level < levels.length && parent != NO_ROW; level++) {
                parent = newRow(level, parent);
            }
        }
    }

    private void setProblem(int level, int row, int slot, String problem) {
        levels[level].set(row, slot, PROBLEM, problems.size(), 0);
        problems.add(problem);
    }

    /**
     * Copies a text.
     *
     * @return its offset here
     */
    public int copy(char[] text, int offset, int length) {
        if (length > chars.length - used) {
            chars = Arrays.copyOf(chars, Math.max(used + length, 2 * chars.length));
        }
        System.arraycopy(text, offset, chars, used, length);
        used += length;
        return used - length;
    }

    /** The array that texts are copied into; another one after the next copy. */
    public char[] chars() {
        return chars;
    }

    void setPart(RecordPlan.Part part, Kind kind, char[] text, int length) {
        int offset = copy(text, 0, length);
        levels[0].set(0, part.slot(), kind.ordinal(), offset, length);
    }

    void setPartProblem(RecordPlan.Part part, String problem) {
        setProblem(0, 0, part.problemSlot(), problem);
    }

    // Reading

    /** Whether the record has more elements than are read. */
    public boolean hasTooMany() {
        return tooMany;
    }

    /**
     * How many messages the record holds: at least one, since a record without the elements that
     * are read is one message, to which they are absent.
     */
    public int elements() {
        return Math.max(1, levels[levels.length - 1].count());
    }

    /** Turns to one of {@link #elements}; until then it is none. */
    public void select(int element) {
        int row = element;
        boolean present = levels[levels.length - 1].count() > 0;
        for (int level = levels.length - 1; level > 0; level--) {
            selected[level] = present ? row : NO_ROW;
            row = present ? levels[level].parent(row) : 0;
        }
        selected[0] = 0;
    }

    /**
     * The value of a pointer for the selected element; of kind NULL where it is absent. Valid until
     * the next call.
     *
     * @param pointer its number in the plan
     */
    public FieldValue value(int pointer) {
        RecordPlan.Way[] ways = plan.ways(pointer);
        for (RecordPlan.Way way : ways) {
            RecordPlan.Slot slot = way.value();
            int row = selected[slot.level()];
            if (row != NO_ROW && levels[slot.level()].kind(row, slot.index()) != NULL) {
                return value.at(levels[slot.level()], row, slot.index());
            }
        }
        return value.absent();
    }

    /**
     * Why the value of a pointer can't be known: what is wrong with a string on its way, for a
     * person; null where nothing is.
     */
    public String problem(int pointer) {
        if (problems.isEmpty()) {
            return null;
        }
        for (RecordPlan.Way way : plan.ways(pointer)) {
            for (RecordPlan.Slot slot : way.problems()) {
                int row = selected[slot.level()];
                if (row != NO_ROW && levels[slot.level()].kind(row, slot.index()) == PROBLEM) {
                    return problems.get(levels[slot.level()].offset(row, slot.index()));
                }
            }
        }
        return null;
    }

    /** One value; one for all. */
    private final class Value implements FieldValue {

        private Kind kind;
        private int offset;
        private int length;

        private Value at(Rows rows, int row, int slot) {
            kind = KINDS[rows.kind(row, slot)];
            offset = rows.offset(row, slot);
            length = rows.length(row, slot);
            return this;
        }

        private Value absent() {
            kind = Kind.NULL;
            offset = 0;
            length = 0;
            return this;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public char[] chars() {
            return chars;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public String text() {
            return new String(chars, offset, length);
        }
    }
}
