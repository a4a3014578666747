package com.k2.sequence.tracking.verdict;

import java.io.Serializable;

/**
 * How many gaps of a series' memory a message opened and closed, each from 0.
 *
 * @param opened since the message revealed them
 * @param filled since the last of their numbers has come, or is known not to come
 * @param cut since the series started again
 * @param healed by a snapshot
 * @param forgotten intervals that had no place in the memory any more
 */
public record GapChanges(int opened, int filled, int cut, int healed, int forgotten)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** None. */
    public static final GapChanges NONE = new GapChanges(0, 0, 0, 0, 0);
}
