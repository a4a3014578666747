package com.k2.sequence.benchmark.scaling;

/**
 * Something that one of can take only so much.
 *
 * @param name of what takes it
 * @param units how many times the load is what one takes; above 1 it breaks
 * @param remedy what is done about it
 */
record Limit(String name, double units, String remedy) {

    boolean isBroken() {
        return units > 1;
    }
}
