package com.k2.sequence.demo;

import com.k2.sequence.demo.check.RedisRows;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/** Some instrument of each exchange and its last number, as Redis has them. Used by one thread. */
final class LastNumbers {

    private final RedisRows rows;
    private Map<String, String> keyByExchange = Map.of();

    LastNumbers(RedisRows rows) {
        this.rows = rows;
    }

    /** Looks for instruments again, since better known ones may come later. */
    void refresh() {
        try {
            keyByExchange = rows.someKeyByExchange();
        } catch (JedisException e) {
            // Reported when a number is asked for.
        }
    }

    /** The instrument and its number; a note if Redis does not answer. */
    String of(String exchange) {
        String key = keyByExchange.get(exchange);
        if (key == null) {
            return "";
        }
        try {
            return RedisRows.instrumentOf(key).symbol() + ' ' + rows.lastSequence(key);
        } catch (JedisException e) {
            return "(Redis is unavailable)";
        }
    }
}
