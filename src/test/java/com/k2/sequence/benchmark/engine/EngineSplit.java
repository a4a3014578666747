package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.SequencedMessage;
import java.io.Serializable;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;

/**
 * A partition of the feed as Flink assigns it.
 *
 * @param partition its messages
 * @param given how many of them were emitted before the checkpoint it was restored from
 */
record EngineSplit(EngineFeed.Partition partition, long given)
        implements IteratorSourceSplit<SequencedMessage, EngineFeed>, Serializable {

    @Override
    public String splitId() {
        return Integer.toString(partition.partition());
    }

    @Override
    public EngineFeed getIterator() {
        EngineFeed feed = new EngineFeed(partition);
        while (feed.given() < given) {
            feed.next();
        }
        return feed;
    }

    @Override
    public EngineSplit getUpdatedSplitForIterator(EngineFeed feed) {
        return new EngineSplit(partition, feed.given());
    }
}
