package com.k2.sequence.redis.rows;

import java.util.Map;

/**
 * What all tasks of the job say of a command for all keys, once each of them has applied it.
 *
 * @param keys how many keys it was applied to
 * @param lineage as which the job writes rows
 * @param control of no key that it was applied to is the control number less
 * @param checkpoint the id of the checkpoint that holds it
 */
public record SharedReceipt(long keys, long lineage, long control, String checkpoint) {

    /** Null where tasks are missing, or a field can't be read. */
    static SharedReceipt of(Map<String, String> fields) {
        try {
            int tasks = Integer.parseInt(fields.getOrDefault("tasks", ""));
            long keys = 0;
            for (int task = 1; task <= tasks; task++) {
                keys += Long.parseLong(fields.getOrDefault("keys:" + task + '/' + tasks, ""));
            }
            return new SharedReceipt(
                    keys,
                    Long.parseLong(fields.getOrDefault("lineage", "")),
                    Long.parseLong(fields.getOrDefault("control", "")),
                    fields.getOrDefault("checkpoint", ""));
        } catch (NumberFormatException notThere) {
            return null;
        }
    }
}
