package com.k2.sequence.benchmark.growth;

import com.k2.sequence.benchmark.measure.StrictListener;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.redis.RedisSequenceStoreFactory;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.SequenceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills Redis as a job of another lineage would have left it after pass 0 of every feed. */
final class EarlierJob {

    static final long LINEAGE = 1;

    private static final int UPDATES_PER_ROUND_TRIP = 1_000;
    private static final int ROUND_TRIPS_AHEAD = 10;

    private EarlierJob() {}

    /** Returns when every row is there. */
    static void fill(RedisSettings redis, List<GrowthFeed> feeds) {
        try (SequenceStore store =
                new RedisSequenceStoreFactory(redis).open(LINEAGE, new StrictListener())) {
            Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
            for (GrowthFeed feed : feeds) {
                for (long from = 0; from < feed.keys(); from += UPDATES_PER_ROUND_TRIP) {
                    underWay.add(store.update(rows(feed, from)));
                    if (underWay.size() > ROUND_TRIPS_AHEAD) {
                        requireAllWritten(underWay.remove());
                    }
                }
            }
            underWay.forEach(EarlierJob::requireAllWritten);
        }
    }

    private static List<SequenceUpdate> rows(GrowthFeed feed, long from) {
        List<SequenceUpdate> rows = new ArrayList<>(UPDATES_PER_ROUND_TRIP);
        long to = Math.min(from + UPDATES_PER_ROUND_TRIP, feed.keys());
        for (long offset = from; offset < to; offset++) {
            SequencedMessage first = feed.message(offset);
            rows.add(
                    new SequenceUpdate(
                            first.instrument(),
                            new SequenceState(first.first(), first.timestamp(), 0, 0),
                            first.record().position(),
                            null,
                            0));
        }
        return rows;
    }

    private static void requireAllWritten(CompletableFuture<Integer> update) {
        if (update.join() != 0) {
            throw new IllegalStateException("Redis was not empty");
        }
    }
}
