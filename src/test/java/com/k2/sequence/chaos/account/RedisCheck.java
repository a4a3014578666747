package com.k2.sequence.chaos.account;

import com.k2.sequence.chaos.account.Comparison.Result;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Compares every hash in Redis with the states that an independent reader has come to. */
final class RedisCheck {

    private static final int SHOWN = 10;
    private static final int PIPELINE = 1_000;

    private final List<String> differences = new ArrayList<>();
    private final Set<String> lineages = new HashSet<>();
    private long wrong;
    private long lost;

    private RedisCheck() {}

    /**
     * @param openGaps what must be missing, by key; a key without it is one whose rule remembers
     *     nothing
     */
    static Result of(Jedis redis, Map<Key, State> states, Map<Key, String> openGaps) {
        RedisCheck check = new RedisCheck();
        Map<Key, Response<Map<String, String>>> rows = new HashMap<>();
        try (Pipeline pipeline = redis.pipelined()) {
            for (Key key : states.keySet()) {
                rows.put(key, pipeline.hgetAll(redisKey(key)));
                if (rows.size() % PIPELINE == 0) {
                    pipeline.sync();
                }
            }
            pipeline.sync();
        }
        rows.forEach(
                (key, row) ->
                        check.compare(
                                key, states.get(key), openGaps.getOrDefault(key, ""), row.get()));
        long found = redis.dbSize();
        long tooMany = found - (states.size() - check.lost);
        if (tooMany != 0) {
            check.wrong += Math.abs(tooMany);
            check.differences.add("redis: " + tooMany + " keys that had no message");
        }
        if (check.lineages.size() > 1) {
            check.wrong++;
            check.differences.add("redis: rows of several lineages: " + check.lineages);
        }
        return new Result(
                "redis", states.size(), found, check.wrong, check.lost, 0, check.differences);
    }

    private void compare(Key key, State state, String openGaps, Map<String, String> row) {
        if (row.isEmpty()) {
            lost++;
            difference("missing: " + key + ", it must be " + state);
            return;
        }
        lineages.add(row.get("lineage"));
        boolean equal =
                state.lastSequence().toString().equals(row.get("last_seq"))
                        && state.lastTimestamp().equals(Instant.parse(row.get("last_ts")))
                        && Integer.toString(state.gapCount()).equals(row.get("gap_count"))
                        && Integer.toString(state.resetCount()).equals(row.get("reset_count"))
                        && state.position().equals(row.get("position"))
                        && openGaps.equals(row.getOrDefault("open_gaps", ""))
                        && "".equals(row.get("base"));
        if (!equal) {
            wrong++;
            difference(key + " is " + row + ", it must be " + state + ' ' + openGaps);
        }
    }

    private void difference(String text) {
        if (differences.size() < SHOWN) {
            differences.add("redis: " + text);
        }
    }

    private static String redisKey(Key key) {
        return ChaosJob.KEY_PREFIX + ':' + encode(key.exchange()) + ':' + encode(key.symbol());
    }

    /** Encodes what the contract names and these feeds have: white space, colons and braces. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            String one = Character.toString(c);
                            encoded.append(
                                    "%:{} ".contains(one)
                                            ? URLEncoder.encode(one, StandardCharsets.UTF_8)
                                                    .replace("+", "%20")
                                            : one);
                        });
        return encoded.toString();
    }
}
