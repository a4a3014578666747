package com.k2.sequence.redis.rows;

import java.util.List;

/**
 * Who wrote a row, and how long it stays. The texts are as they are written, empty where a row of
 * an earlier version has none.
 *
 * @param lineage when the history of the job that wrote the row began, in milliseconds since
 *     1970-01-01T00:00:00Z: when it, or the job whose state it was started from, was submitted
 * @param base what that job had found when it first met the key; empty where it had found nothing
 * @param topicId Kafka's id of the position's topic; empty where it is not known
 * @param moves how often the key went on in another partition or topic under that job
 * @param control orders the commands that were applied to the key; {@code 0} without one
 * @param writer the row's form, and when that job was submitted; empty where version 0.1 wrote it
 * @param expiresInMillis negative where the row stays for ever
 */
public record RowOrigin(
        String lineage,
        String base,
        String topicId,
        String moves,
        String control,
        String writer,
        long expiresInMillis) {

    static final List<String> FIELDS =
            List.of("lineage", "base", "topic_id", "moves", "control", "writer");

    /**
     * @param values those of the fields, each null where the field is missing
     */
    static RowOrigin of(List<String> values, long expiresInMillis) {
        return new RowOrigin(
                textOr(values.get(0), ""),
                textOr(values.get(1), ""),
                textOr(values.get(2), ""),
                textOr(values.get(3), "0"),
                textOr(values.get(4), "0"),
                textOr(values.get(5), ""),
                expiresInMillis);
    }

    private static String textOr(String value, String missing) {
        return value == null ? missing : value;
    }
}
