package com.k2.sequence.flow.sink;

import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.InstrumentKey;

/**
 * The ids of gaps: {@code <exchange>.<symbol>@<topic>/<partition>@<offset>}, where the message
 * stands that revealed the gap. A replay gives a gap the same id, and no other gap has it.
 */
final class GapIds {

    private GapIds() {}

    /** That of the gap that the message at a position revealed. */
    static String of(InstrumentKey series, SourcePosition position) {
        return series.toString() + '@' + position;
    }

    /**
     * Those of several gaps, blank-separated.
     *
     * @param places the positions, blank-separated: the names of topics have no blanks
     */
    static String of(InstrumentKey series, String places) {
        String prefix = series.toString() + '@';
        return prefix + places.replace(" ", ' ' + prefix);
    }
}
