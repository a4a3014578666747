package com.k2.sequence.flow.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reader's partitions lost to retention in this attempt. The fetching thread writes it
 * before it hands on the first record after a loss; the task's thread reads it.
 */
public final class RetentionLosses {

    private final Map<TopicPartition, Long> lostBefore = new ConcurrentHashMap<>();

    /** Unread messages below this offset were removed, or skipped by the policy. */
    public void add(TopicPartition partition, long offset) {
        lostBefore.put(partition, offset);
    }

    /** The partition starts again, so an earlier loss does not concern its new messages. */
    public void forget(TopicPartition partition) {
        lostBefore.remove(partition);
    }

    /** The offset below which unread messages were removed; 0 where none were. */
    long before(TopicPartition partition) {
        return lostBefore.getOrDefault(partition, 0L);
    }
}
