package com.k2.sequence.testing;

import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.server.RedisPrimaries;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Reads what the tracker has left in Redis, as any other program would. */
public final class RedisRows {

    private static final int SCAN_COUNT = 5_000;

    private RedisRows() {}

    /** All hashes under this key prefix, with all their fields. */
    public static Map<Key, Map<String, String>> read(URI redis, String keyPrefix) {
        Map<Key, Map<String, String>> rows = new LinkedHashMap<>();
        RedisPrimaries.of(redis).forEach(server -> rows.putAll(readServer(server, keyPrefix)));
        return rows;
    }

    private static Map<Key, Map<String, String>> readServer(URI redis, String keyPrefix) {
        Map<String, Response<Map<String, String>>> hashes = new HashMap<>();
        try (Jedis client = new Jedis(redis);
                Pipeline pipeline = client.pipelined()) {
            ScanParams match = new ScanParams().match(keyPrefix + ":*").count(SCAN_COUNT);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> found = client.scan(cursor, match);
                for (String key : found.getResult()) {
                    hashes.computeIfAbsent(key, pipeline::hgetAll);
                }
                pipeline.sync();
                cursor = found.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
        Map<Key, Map<String, String>> rows = new LinkedHashMap<>();
        hashes.forEach(
                (redisKey, row) ->
                        rows.put(key(redisKey.substring(keyPrefix.length() + 1)), row.get()));
        return rows;
    }

    private static Key key(String exchangeAndSymbol) {
        int colon = exchangeAndSymbol.indexOf(':');
        return new Key(
                decode(exchangeAndSymbol.substring(0, colon)),
                decode(exchangeAndSymbol.substring(colon + 1)));
    }

    /** Percent-decodes; a plus sign is a plus sign. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
