package com.k2.sequence.tracking.rule;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.io.Serializable;

/**
 * By which signs a series has started again, beside the ratio, marks, epochs and snapshots.
 *
 * @param floor a lower number at or below it is a restart, from 0; {@link
 *     SequenceNumbers#NO_NUMBER} for none
 * @param run so many messages in a row that continue each other below the last one are a restart; 0
 *     for never
 * @param schedule when the venue restarts its numbers; null where it has no such time
 */
public record ResetRule(long floor, int run, ResetSchedule schedule) implements Serializable {

    /** None of them. */
    public static final ResetRule NONE = new ResetRule(SequenceNumbers.NO_NUMBER, 0, null);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ResetRule {
        if (floor < SequenceNumbers.NO_NUMBER || run < 0) {
            throw new IllegalArgumentException(
                    "a reset floor and a reset run are never negative, not "
                            + floor
                            + " and "
                            + run);
        }
    }
}
