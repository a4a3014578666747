package com.k2.sequence.tracking.rule;

/** Where the numbers of a message lie, seen from the last number that its series has had. */
public enum Relation {
    /** Nothing is known of the series. */
    FIRST,
    /** They continue the series. */
    NEXT,
    /** Numbers are missing between the last one and them. */
    AHEAD,
    /** The last of them is the last number. */
    SAME,
    /** All of them lie below the last number. */
    BEHIND,
    /** They begin at or below the last number and end above it: nothing is missing. */
    OVERLAP,
    /** They repeat the last number, and say that nothing has come since. */
    EMPTY,
    /** They say that they follow the last number, and begin again below it. */
    RESTART
}
