package com.k2.sequence.flow.source;

/**
 * The offsets that a partition's log holds.
 *
 * @param begin the first one that retention has left
 * @param end the one that the next record gets
 */
record LogRange(long begin, long end) {

    @Override
    public String toString() {
        return begin == end
                ? "no record before offset " + end
                : "offsets " + begin + " to " + (end - 1);
    }
}
