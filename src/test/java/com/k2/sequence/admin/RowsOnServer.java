package com.k2.sequence.admin;

import com.k2.sequence.embedded.EmbeddedRedis;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/** Writes rows as the job does, and reads them as any program would. */
final class RowsOnServer implements AutoCloseable {

    private final RedisClient client;

    RowsOnServer(EmbeddedRedis server) {
        this.client = RedisClient.create(server.uri());
    }

    RedisClient client() {
        return client;
    }

    /**
     * @param key whole, both names percent-encoded
     */
    void write(String key, String last, String time, int gaps, int resets) {
        client.hset(key, row(last, time, gaps, resets));
        client.pexpire(key, 3_600_000);
    }

    static Map<String, String> row(String last, String time, int gaps, int resets) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("last_seq", last);
        row.put("last_ts", time);
        row.put("gap_count", Integer.toString(gaps));
        row.put("reset_count", Integer.toString(resets));
        row.put("position", "market.ticks.asx/0@42");
        row.put("lineage", "1768125600000");
        row.put("base", "");
        row.put("topic_id", "wkS7uFhDQ2mUqIHBV0HMDQ");
        row.put("moves", "0");
        return row;
    }

    Map<String, String> read(String key) {
        return client.hgetAll(key);
    }

    @Override
    public void close() {
        client.close();
    }
}
