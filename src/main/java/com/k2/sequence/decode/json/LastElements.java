package com.k2.sequence.decode.json;

import com.k2.sequence.decode.field.FieldValue.Kind;

/**
 * The last elements of the array that is being read, as many as a pointer may name from its end: of
 * a scalar the text, which is copied, of an object or an array where it begins. Reused from array
 * to array; not thread-safe.
 */
final class LastElements {

    private final Kind[] kinds;
    private final int[] starts;
    private final int[] offsets;
    private final int[] lengths;
    private int count;

    LastElements(int size) {
        this.kinds = new Kind[size];
        this.starts = new int[size];
        this.offsets = new int[size];
        this.lengths = new int[size];
    }

    void clear() {
        count = 0;
    }

    void addScalar(Kind kind, int offset, int length) {
        int at = count++ % kinds.length;
        kinds[at] = kind;
        offsets[at] = offset;
        lengths[at] = length;
    }

    void addContainer(Kind kind, int start) {
        int at = count++ % kinds.length;
        kinds[at] = kind;
        starts[at] = start;
    }

    /**
     * The place of an element.
     *
     * @param distance 1 for the last element, and so on
     * @return negative where the array has fewer
     */
    int place(int distance) {
        return distance > count ? -1 : (count - distance) % kinds.length;
    }

    Kind kind(int place) {
        return kinds[place];
    }

    /** Where an object or array begins in its document. */
    int start(int place) {
        return starts[place];
    }

    int offset(int place) {
        return offsets[place];
    }

    int length(int place) {
        return lengths[place];
    }
}
