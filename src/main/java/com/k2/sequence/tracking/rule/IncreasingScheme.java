package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.verdict.SequenceVerdict;

/** Numbers that rise by any step: a jump is natural, and nobody knows whether something is lost. */
record IncreasingScheme() implements NumberScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public Relation relate(long known, long first, long last, long previous) {
        if (known == NOTHING_KNOWN) {
            return Relation.FIRST;
        }
        if (last > known) {
            return Relation.NEXT;
        }
        return last == known ? Relation.SAME : Relation.BEHIND;
    }

    @Override
    public long expected(long known) {
        return SequenceVerdict.NONE;
    }

    @Override
    public long missing(long known, long first) {
        return 0;
    }
}
