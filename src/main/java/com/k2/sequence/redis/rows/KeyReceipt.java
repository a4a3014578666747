package com.k2.sequence.redis.rows;

import java.util.Map;

/**
 * What the job says of a command that it has applied, as it is written.
 *
 * @param status {@code applied}
 * @param before the last number before; empty where nothing was known
 * @param after the last number after; empty where nothing is known
 * @param checkpoint the id of the checkpoint that holds it
 * @param position where the command stands in the control topic
 */
public record KeyReceipt(
        String status, String before, String after, String checkpoint, String position) {

    static KeyReceipt of(Map<String, String> fields) {
        return new KeyReceipt(
                fields.getOrDefault("status", ""),
                fields.getOrDefault("before", ""),
                fields.getOrDefault("after", ""),
                fields.getOrDefault("checkpoint", ""),
                fields.getOrDefault("position", ""));
    }
}
