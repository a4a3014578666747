package com.k2.sequence.source;

/**
 * Partitions met lately, so that keys read one after another have one object for a partition they
 * share, topic and all, and not one each: of what a key takes that has a row of an earlier job it
 * is a third.
 *
 * <p>Bounded; what has been forgotten is only not shared. May be used by many threads at once,
 * since partitions are immutable.
 */
public final class RecentPartitions {

    private static final int SLOTS = 4096;

    private final SourcePartition[] recent = new SourcePartition[SLOTS];

    /** The same position, with the partition that was met before where there is one. */
    public SourcePosition share(SourcePosition position) {
        SourcePartition shared = share(position.source());
        return shared == position.source()
                ? position
                : new SourcePosition(shared, position.offset());
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
