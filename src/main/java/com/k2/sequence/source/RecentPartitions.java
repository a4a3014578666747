package com.k2.sequence.source;

/**
 * Recently used partitions, so that keys of one partition share one object for it instead of having
 * one each. It is a third of the memory of a key with a row of an earlier job.
 *
 * <p>Bounded; evicted partitions are just not shared. May be used by many threads at once, since
 * partitions are immutable.
 */
public final class RecentPartitions {

    private static final int SLOTS = 4096;

    private final SourcePartition[] recent = new SourcePartition[SLOTS];

    /** This position with the equal partition that was met before, if there is one. */
    public SourcePosition share(SourcePosition position) {
        return position.in(share(position.source()));
    }

    /** The equal partition that was met before, or this one. */
    public SourcePartition share(SourcePartition partition) {
        int slot = partition.hashCode() & SLOTS - 1;
        SourcePartition known = recent[slot];
        if (partition.equals(known)) {
            return known;
        }
        recent[slot] = partition;
        return partition;
    }
}
