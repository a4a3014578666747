package com.k2.sequence.decode.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is read of each record of a source: its pointers laid out as ways that are walked once, and
 * a slot for each value. A record may hold several messages: each element of the array that the
 * pointers with a {@code *} name is one, and what has no {@code *} is shared by all. Not changed
 * once made; thread-safe.
 */
public final class RecordPlan {

    /** Where a value is kept: a slot among those of its level. */
    record Slot(int level, int index) {}

    /** Where a pointer's value is kept, and the problems of strings on the way to it. */
    record Way(Slot value, List<Slot> problems) {}

    /** A part of the record, and where it and its problem are kept, at level 0. */
    record Part(RecordPart part, int slot, int problemSlot) {}

    private final PlanNode root = new PlanNode(null, 0);
    private final Map<RecordPointer, Integer> numbers = new HashMap<>();
    private final List<Way[]> ways = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final int[] widths;
    private final int rings;
    private final boolean readsArrays;

    /**
     * @param pointers all that are read; equal ones share what is kept
     * @throws IllegalArgumentException if their {@code *} do not lead into one array; the message
     *     names two that don't agree
     */
    public RecordPlan(List<RecordPointer> pointers) {
        this.widths = new int[longestArrays(pointers) + 1];
        Map<Path, Way> known = new HashMap<>();
        for (RecordPointer pointer : pointers) {
            if (numbers.putIfAbsent(pointer, ways.size()) == null) {
                ways.add(
                        pointer.alternatives().stream()
                                .map(path -> known.computeIfAbsent(path, this::way))
                                .toArray(Way[]::new));
            }
        }
        this.rings = root.finish(0);
        this.readsArrays = pointers.stream().anyMatch(RecordPointer::mayStartInArray);
    }

    /** How often the pointers take an array's elements, one array inside the other. */
    private static int longestArrays(List<RecordPointer> pointers) {
        List<String> longest = List.of();
        RecordPointer ofLongest = null;
        for (RecordPointer pointer : pointers) {
            for (Path path : pointer.alternatives()) {
                List<String> arrays =
                        path instanceof DocumentPath document ? document.arrays() : List.of();
                int common = Math.min(arrays.size(), longest.size());
                if (!arrays.subList(0, common).equals(longest.subList(0, common))) {
                    throw new IllegalArgumentException(
                            ofLongest
                                    + " and "
                                    + pointer
                                    + " take the elements of different arrays, "
                                    + longest.get(common - 1)
                                    + " and "
                                    + arrays.get(common - 1)
                                    + "; all pointers with a '*' must be alike up to it");
                }
                if (arrays.size() > longest.size()) {
                    longest = arrays;
                    ofLongest = pointer;
                }
            }
        }
        return longest.size();
    }

    private Way way(Path path) {
        if (path instanceof RecordPart part) {
            Slot value = newSlot(0);
            Slot problem = newSlot(0);
            parts.add(new Part(part, value.index(), problem.index()));
            return new Way(value, List.of(problem));
        }
        DocumentPath document = (DocumentPath) path;
        List<Slot> problems = new ArrayList<>();
        StringBuilder way = new StringBuilder();
        PlanNode node = root;
        if (document.rootInString()) {
            node = string(node, "the value", problems);
        }
        for (Step step : document.steps()) {
            node = node.child(step);
            way.append('/').append(step.token());
            if (step.intoString()) {
                node = string(node, "the string at " + way, problems);
                way.append('!');
            }
        }
        if (node.slot() == PlanNode.NO_SLOT) {
            node.setSlot(newSlot(node.level()).index());
        }
        return new Way(new Slot(node.level(), node.slot()), List.copyOf(problems));
    }

    private PlanNode string(PlanNode node, String name, List<Slot> problems) {
        PlanNode string =
                node.string() != null
                        ? node.string()
                        : node.string(newSlot(node.level()).index(), name);
        problems.add(new Slot(node.level(), node.problemSlot()));
        return string;
    }

    private Slot newSlot(int level) {
        return new Slot(level, widths[level]++);
    }

    /**
     * The number of a pointer, by which {@link RecordValues} knows it.
     *
     * @throws IllegalArgumentException if the plan was made without it
     */
    public int number(RecordPointer pointer) {
        Integer number = numbers.get(pointer);
        if (number == null) {
            throw new IllegalArgumentException(pointer + " is not read");
        }
        return number;
    }

    /** Whether a record may hold several messages. */
    public boolean readsElements() {
        return widths.length > 1;
    }

    /** The way to all values of the document. */
    public PlanNode root() {
        return root;
    }

    /** Whether a document that is an array is read. */
    public boolean readsArrays() {
        return readsArrays;
    }

    /** The sizes of all rings, by their numbers. */
    public int[] ringSizes() {
        int[] sizes = new int[rings];
        collectRingSizes(root, sizes);
        return sizes;
    }

    private static void collectRingSizes(PlanNode node, int[] sizes) {
        if (node.ring() >= 0) {
            sizes[node.ring()] = node.ringSize();
        }
        node.children().forEach(child -> collectRingSizes(child, sizes));
        if (node.string() != null) {
            collectRingSizes(node.string(), sizes);
        }
    }

    /** How many slots each level has. */
    int[] widths() {
        return widths;
    }

    Way[] ways(int pointer) {
        return ways.get(pointer);
    }

    List<Part> parts() {
        return Collections.unmodifiableList(parts);
    }
}
