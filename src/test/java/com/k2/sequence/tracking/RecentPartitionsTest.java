package com.k2.sequence.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentPartitionsTest {

    private final RecentPartitions partitions = new RecentPartitions();

    @Test
    void positionsInOnePartitionShareIt() {
        SourcePosition first = partitions.share(new SourcePosition("ticks", 3, 10).inTopic("A"));
        SourcePosition second = partitions.share(new SourcePosition("ticks", 3, 11).inTopic("A"));

        assertThat(second).isEqualTo(new SourcePosition("ticks", 3, 11).inTopic("A"));
        assertThat(second.source()).isSameAs(first.source());
    }

    @Test
    void whatDiffersInAnyPartIsNotShared() {
        partitions.share(new SourcePartition("ticks", "A", 3));

        for (SourcePartition other :
                new SourcePartition[] {
                    new SourcePartition("trades", "A", 3),
                    new SourcePartition("ticks", "B", 3),
                    new SourcePartition("ticks", null, 3),
                    new SourcePartition("ticks", "A", 4)
                }) {
            assertThat(partitions.share(other)).isSameAs(other);
        }
    }

    @Test
    void morePartitionsThanItRemembersAreAllRight() {
        for (int round = 0; round < 2; round++) {
            for (int partition = 0; partition < 1_000; partition++) {
                assertThat(partitions.share(new SourcePartition("ticks", "A", partition)))
                        .isEqualTo(new SourcePartition("ticks", "A", partition));
            }
        }
    }
}
