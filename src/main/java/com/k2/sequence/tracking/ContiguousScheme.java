package com.k2.sequence.tracking;

/**
 * Numbers that rise by one. A message continues the series where {@code first ≤ last known + 1 ≤
 * last}; the part that the series has had already changes nothing.
 */
record ContiguousScheme() implements NumberScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public Relation relate(long last, SequenceNumbers numbers) {
        if (last == NOTHING_KNOWN) {
            return Relation.FIRST;
        }
        if (numbers.last() <= last) {
            return numbers.last() == last ? Relation.SAME : Relation.BEHIND;
        }
        long next = last + 1; // there is a number above the last one
        if (numbers.first() == next) {
            return Relation.NEXT;
        }
        return numbers.first() > next ? Relation.AHEAD : Relation.OVERLAP;
    }

    @Override
    public long expected(long last) {
        return last == Long.MAX_VALUE ? SequenceVerdict.NONE : last + 1;
    }

    @Override
    public long missing(long last, SequenceNumbers numbers) {
        return numbers.first() - (last + 1);
    }
}
