package com.k2.sequence.demo;

import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/** Follows, for each exchange, one instrument's last number in Redis. Used by one thread. */
final class LastNumbers {

    private final RedisRows rows;
    private final Map<String, String> keyByExchange = new HashMap<>();

    LastNumbers(RedisRows rows) {
        this.rows = rows;
    }

    /** The instrument and its number; a few words where Redis does not tell. */
    String of(String exchange) {
        try {
            if (!keyByExchange.containsKey(exchange)) {
                keyByExchange.putAll(rows.someKeyByExchange());
            }
            String key = keyByExchange.get(exchange);
            String number = key == null ? null : rows.lastSequence(key);
            return number == null ? "" : RedisRows.instrumentOf(key).symbol() + ' ' + number;
        } catch (JedisException e) {
            return "(Redis is away)";
        }
    }
}
