package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * Each message names the one before it. Its numbers are names: they may jump, so that nobody knows
 * how many messages a gap holds, and one that falls while it names the last one is a restart.
 */
record ChainedScheme() implements NumberScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public Relation relate(long known, long first, long last, long previous) {
        if (known == NOTHING_KNOWN) {
            return Relation.FIRST;
        }
        if (previous == known) {
            if (last == known) {
                return Relation.EMPTY;
            }
            return last > known ? Relation.NEXT : Relation.RESTART;
        }
        if (last <= known) {
            return last == known ? Relation.SAME : Relation.BEHIND;
        }
        return previous > known ? Relation.AHEAD : Relation.OVERLAP;
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
