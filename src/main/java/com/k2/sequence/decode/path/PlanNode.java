package com.k2.sequence.decode.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A step of the ways of a plan: pointers that begin alike share their first nodes. The root stands
 * for the whole document. Not changed once the plan is made.
 */
public final class PlanNode {

    static final int NO_SLOT = -1;

    private final Step step;

    /** What the step says, worked out once. */
    private final int index;

    private final int distanceFromEnd;
    private final int level;

    private final List<PlanNode> children = new ArrayList<>(4);
    private final List<PlanNode> fromEnd = new ArrayList<>(1);
    private PlanNode each;

    private int slot = NO_SLOT;
    private PlanNode string;
    private String name;
    private int problemSlot = NO_SLOT;
    private int ring = NO_SLOT;

    /** Of the same level, here and below; null until the plan is made. */
    private int[] slots;

    private boolean arrayBelow;

    /**
     * @param step null of a root
     * @param level how many arrays are above whose elements are taken one by one
     */
    PlanNode(Step step, int level) {
        this.step = step;
        this.index = step == null ? Step.NONE : step.index();
        this.distanceFromEnd = step == null ? 0 : step.fromEnd();
        this.level = level;
    }

    PlanNode child(Step next) {
        for (PlanNode child : children) {
            if (child.step.name().equals(next.name())) {
                return child;
            }
        }
        PlanNode child = new PlanNode(next, next.isEach() ? level + 1 : level);
        children.add(child);
        if (next.isEach()) {
            each = child;
        } else if (child.distanceFromEnd > 0) {
            fromEnd.add(child);
        }
        return child;
    }

    PlanNode string(int slotOfProblem, String stringName) {
        string = new PlanNode(null, level);
        string.name = stringName;
        problemSlot = slotOfProblem;
        return string;
    }

    void setSlot(int given) {
        slot = given;
    }

    /**
     * To be called of the root once all ways are known.
     *
     * @param rings how many nodes before it need a ring
     * @return how many nodes need one now
     */
    int finish(int rings) {
        int needed = rings;
        if (!fromEnd.isEmpty()) {
            ring = needed++;
        }
        List<Integer> own = new ArrayList<>();
        own.add(slot);
        own.add(problemSlot);
        List<PlanNode> below = new ArrayList<>(children);
        if (string != null) {
            below.add(string);
        }
        for (PlanNode node : below) {
            needed = node.finish(needed);
            if (node.level == level) {
                own.addAll(node.ownSlots());
                arrayBelow |= node.arrayBelow;
            } else {
                arrayBelow = true;
            }
        }
        slots = own.stream().filter(given -> given != NO_SLOT).mapToInt(i -> i).toArray();
        return needed;
    }

    private List<Integer> ownSlots() {
        return Arrays.stream(slots).boxed().toList();
    }

    /** How many arrays are above whose elements are taken one by one. */
    public int level() {
        return level;
    }

    /** Where the value here is kept, or a negative number. */
    public int slot() {
        return slot;
    }

    /** The root of the JSON in a string here, or null. */
    public PlanNode string() {
        return string;
    }

    /** What the string is called, for a person, of the root of the JSON in it. */
    public String name() {
        return name;
    }

    /** Where it is kept that such a string can't be read. */
    public int problemSlot() {
        return problemSlot;
    }

    /** The number of the ring that remembers the last elements of an array here, or negative. */
    public int ring() {
        return ring;
    }

    /** How many of the last elements of an array it must remember. */
    int ringSize() {
        return fromEnd.stream().mapToInt(PlanNode::distanceFromEnd).max().orElse(0);
    }

    /** All slots of the same level, here and below. */
    int[] slots() {
        return slots;
    }

    /** Whether elements are taken one by one somewhere below. */
    boolean arrayBelow() {
        return arrayBelow;
    }

    public boolean hasChildren() {
        return !children.isEmpty();
    }

    List<PlanNode> children() {
        return children;
    }

    /** The node of an object's field, or null. */
    public PlanNode field(String name) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).step.name().equals(name)) {
                return children.get(i);
            }
        }
        return null;
    }

    /** The node of an array's element by its index, or null. */
    public PlanNode element(int elementIndex) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).index == elementIndex) {
                return children.get(i);
            }
        }
        return null;
    }

    /** The node of each element of an array, or null. */
    public PlanNode each() {
        return each;
    }

    /** How many nodes name an element from an array's end. */
    public int countFromEnd() {
        return fromEnd.size();
    }

    /** One of them. */
    public PlanNode fromEnd(int i) {
        return fromEnd.get(i);
    }

    /** 1 for the last element, and so on. */
    public int distanceFromEnd() {
        return distanceFromEnd;
    }
}
