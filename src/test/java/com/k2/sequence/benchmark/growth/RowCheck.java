package com.k2.sequence.benchmark.growth;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.tracking.EpochNanos;
import com.k2.sequence.tracking.InstrumentKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * Compares rows in Redis with what the independent reader remembers of their keys after it has read
 * all of their messages.
 */
final class RowCheck {

    /**
     * Messages that the reader reads in all; with many messages a key, fewer keys are looked at.
     */
    private static final long MOST_MESSAGES = 200_000;

    private static final int ROWS_PER_ROUND_TRIP = 1_000;

    private final RedisClient redis;
    private final String keyPrefix;
    private final long lineage;
    private long rows;
    private String difference;

    RowCheck(RedisClient redis, String keyPrefix, long lineage) {
        this.redis = redis;
        this.keyPrefix = keyPrefix;
        this.lineage = lineage;
    }

    /**
     * Compares keys spread over the feed, all of them where that takes no more than {@value
     * #MOST_MESSAGES} messages to read.
     *
     * @param end the offset after its last message
     */
    void compare(GrowthFeed feed, long end) {
        long messages = feed.keys() * (feed.pass(end - 1) + 1);
        long step = (messages - 1) / MOST_MESSAGES + 1;
        List<Long> newest = new ArrayList<>(ROWS_PER_ROUND_TRIP);
        for (long offset = end - feed.keys(); offset < end; offset += step) {
            newest.add(offset);
            if (newest.size() == ROWS_PER_ROUND_TRIP) {
                compare(feed, newest);
                newest.clear();
            }
        }
        compare(feed, newest);
    }

    private void compare(GrowthFeed feed, List<Long> newest) {
        Map<Long, Response<Map<String, String>>> found = new LinkedHashMap<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (long offset : newest) {
                InstrumentKey key = feed.message(offset).instrument();
                String redisKey = keyPrefix + ':' + key.exchange() + ':' + key.symbol();
                found.put(offset, pipeline.hgetAll(redisKey));
            }
        }
        found.forEach(
                (offset, row) -> {
                    rows++;
                    Map<String, String> expected = expected(feed, offset);
                    if (!row.get().equals(expected) && difference == null) {
                        difference =
                                feed.message(offset).instrument()
                                        + " is "
                                        + row.get()
                                        + " instead of "
                                        + expected;
                    }
                });
    }

    private Map<String, String> expected(GrowthFeed feed, long newest) {
        IndependentReader reader = new IndependentReader();
        long first = newest % feed.keys();
        for (long offset = first; offset <= newest; offset += feed.keys()) {
            read(reader, feed.message(offset));
        }
        IndependentReader.State state = reader.states().values().iterator().next();
        return Map.of(
                "last_seq",
                state.lastSequence().toString(),
                "last_ts",
                state.lastTimestamp().toString(),
                "gap_count",
                Integer.toString(state.gapCount()),
                "reset_count",
                Integer.toString(state.resetCount()),
                "position",
                state.position(),
                "lineage",
                Long.toString(lineage),
                "base",
                base(feed.message(first)),
                "topic_id",
                GrowthFeed.TOPIC_ID,
                "moves",
                "0",
                "writer",
                "1 " + lineage);
    }

    /** What the job found when it met the key: the first message, as the earlier job left it. */
    private static String base(SequencedMessage first) {
        return String.join(
                " ",
                Long.toString(first.first()),
                EpochNanos.format(first.timestamp()),
                "0",
                "0",
                first.record().position().toString(),
                Long.toString(EarlierJob.LINEAGE),
                GrowthFeed.TOPIC_ID);
    }

    static IndependentReader.Verdict read(IndependentReader reader, SequencedMessage message) {
        InstrumentKey key = message.instrument();
        return reader.read(
                new IndependentReader.Key(key.exchange(), key.symbol()),
                BigInteger.valueOf(message.first()),
                Instant.parse(EpochNanos.format(message.timestamp())),
                message.record().position().toString());
    }

    /** Rows compared so far. */
    long rows() {
        return rows;
    }

    /** The first row that is not as it must be, and how; null if there is none. */
    String difference() {
        return difference;
    }
}
