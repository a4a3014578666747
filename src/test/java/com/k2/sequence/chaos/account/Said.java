package com.k2.sequence.chaos.account;

import com.k2.sequence.testing.IndependentReader.Verdict;

/**
 * What must be said of a message.
 *
 * @param verdict never null
 * @param larger what the larger rule says besides; null where the default rule judges
 */
record Said(Verdict verdict, Larger larger) {

    /**
     * What the larger rule says besides.
     *
     * @param cause of a reset or of an out-of-order message; null on any other
     * @param missing what the message reveals as missing; null where that is nothing
     * @param fills where the gaps that it fills were revealed, blank-separated; null for none
     */
    record Larger(String cause, String missing, String fills) {}
}
