package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.verdict.SequenceVerdict;

/** No numbers, or none that say anything: a message is always what may come next. */
record UnnumberedScheme() implements NumberScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public Relation relate(long known, long first, long last, long previous) {
        return known == NOTHING_KNOWN ? Relation.FIRST : Relation.NEXT;
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
