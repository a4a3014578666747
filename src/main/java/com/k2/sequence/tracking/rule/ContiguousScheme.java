package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * Numbers that rise by one. A message continues the series where {@code first ≤ last known + 1 ≤
 * last}; the part that the series has had already changes nothing.
 */
record ContiguousScheme() implements NumberScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public Relation relate(long known, long first, long last, long previous) {
        if (known == NOTHING_KNOWN) {
            return Relation.FIRST;
        }
        if (last <= known) {
            return last == known ? Relation.SAME : Relation.BEHIND;
        }
        long next = known + 1; // there is a number above the last one
        if (first == next) {
            return Relation.NEXT;
        }
        return first > next ? Relation.AHEAD : Relation.OVERLAP;
    }

    @Override
    public long expected(long known) {
        return known == Long.MAX_VALUE ? SequenceVerdict.NONE : known + 1;
    }

    @Override
    public long missing(long known, long first) {
        return first - (known + 1);
    }
}
