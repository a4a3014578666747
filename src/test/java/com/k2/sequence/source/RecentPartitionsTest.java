package com.k2.sequence.source;

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

    /** With so many numbers that some of the others fall into the place of the first. */
    @Test
    void whatDiffersInAnyPartIsNotShared() {
        for (int partition = 0; partition < 20_000; partition++) {
            SourcePartition first = new SourcePartition("ticks", "A", 3);
            for (SourcePartition other :
                    new SourcePartition[] {
                        new SourcePartition("trades", "A", partition),
                        new SourcePartition("ticks", "B", partition),
                        new SourcePartition("ticks", null, partition),
                        new SourcePartition("ticks", "A", partition + 4)
                    }) {
                partitions.share(first);
                assertThat(partitions.share(other)).isEqualTo(other);
            }
        }
    }

    @Test
    void morePartitionsThanItRemembersAreAllRight() {
        for (int round = 0; round < 2; round++) {
            for (int partition = 0; partition < 20_000; partition++) {
                assertThat(partitions.share(new SourcePartition("ticks", "A", partition)))
                        .isEqualTo(new SourcePartition("ticks", "A", partition));
            }
        }
    }
}
