package com.k2.sequence.demo.check;

import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.StateFields;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The job's rows in Redis, read as any other program would read them: by the contract's layout. */
public final class RedisRows implements AutoCloseable {

    /** Begins every key, as the job does by default. */
    public static final String KEY_PREFIX = "k2:seq";

    private static final ScanParams SCAN = new ScanParams().match(KEY_PREFIX + ":*").count(1_000);

    private final RedisClient client;

    public RedisRows(URI uri) {
        this.client = RedisClient.create(uri);
    }

    /** Every row: field values by name, unchanged. */
    public Map<InstrumentKey, Map<String, String>> all() {
        Map<InstrumentKey, Map<String, String>> rows = new HashMap<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = client.scan(cursor, SCAN);
            rows.putAll(rows(page.getResult()));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return rows;
    }

    /** Deletes everything on the server, the job's rows among it. */
    public void deleteAll() {
        client.flushAll();
    }

    /** Some key of each exchange among the first keys that Redis names. */
    public Map<String, String> someKeyByExchange() {
        Map<String, String> keys = new HashMap<>();
        for (String key : client.scan(ScanParams.SCAN_POINTER_START, SCAN).getResult()) {
            keys.merge(instrumentOf(key).exchange(), key, RedisRows::shorterOrFirst);
        }
        return keys;
    }

    /** The last sequence number of a key, as text; null if there is none. */
    public String lastSequence(String key) {
        return client.hget(key, StateFields.LAST_SEQ.name());
    }

    public static InstrumentKey instrumentOf(String key) {
        String[] parts = key.substring(KEY_PREFIX.length() + 1).split(":", -1);
        return new InstrumentKey(decode(parts[0]), decode(parts[1]));
    }

    @Override
    public void close() {
        client.close();
    }

    private Map<InstrumentKey, Map<String, String>> rows(List<String> keys) {
        Map<String, Response<Map<String, String>>> responses = new HashMap<>();
        try (AbstractPipeline pipeline = client.pipelined()) {
            keys.forEach(key -> responses.put(key, pipeline.hgetAll(key)));
            pipeline.sync();
        }
        Map<InstrumentKey, Map<String, String>> rows = new HashMap<>();
        responses.forEach((key, response) -> rows.put(instrumentOf(key), response.get()));
        return rows;
    }

    /** Prefers short names, which are the well-known ones. */
    private static String shorterOrFirst(String one, String other) {
        int difference = one.length() - other.length();
        return difference < 0 || difference == 0 && one.compareTo(other) < 0 ? one : other;
    }

    /** Percent-encoding only: a plus sign is not a space. */
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
