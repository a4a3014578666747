package com.k2.sequence.benchmark.job;

/**
 * What a run has cost in its own JVM.
 *
 * @param nanos it took
 * @param cpuNanos processor time
 * @param allocatedBytes on the heap
 */
record VariantCost(long nanos, long cpuNanos, long allocatedBytes) {

    /**
     * The reverse of {@link #toString}.
     *
     * @throws NumberFormatException if the text is none
     */
    static VariantCost parse(String text) {
        String[] parts = text.split(" ");
        return new VariantCost(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String toString() {
        return nanos + " " + cpuNanos + " " + allocatedBytes;
    }
}
