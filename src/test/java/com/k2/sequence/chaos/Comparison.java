package com.k2.sequence.chaos;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.KafkaProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/**
 * How what came out compares with what an independent reader says.
 *
 * @param messages how many the input topic has
 * @param copies how many of them Kafka's producer has appended again
 * @param exactlyOnce whether nothing may be repeated
 * @param results one for each output and one for Redis
 */
record Comparison(
        long messages, long copies, boolean exactlyOnce, List<OutputCheck.Result> results) {

    /**
     * Compares every record of every output, and every hash.
     *
     * @param fed how many messages were fed
     */
    static Comparison of(KafkaProcess kafka, EmbeddedRedis redis, int fed, boolean exactlyOnce) {
        TopicScan scan = new TopicScan(kafka.bootstrapServers());
        Expectations expectations = Expectations.read(scan, fed);
        List<OutputCheck.Result> results = new ArrayList<>();
        for (String output : ChaosJob.OUTPUTS) {
            results.add(OutputCheck.of(scan, output, expectations, exactlyOnce));
        }
        try (Jedis client = new Jedis(redis.uri())) {
            results.add(RedisCheck.of(client, expectations.states()));
        }
        return new Comparison(expectations.messages(), expectations.copies(), exactlyOnce, results);
    }

    /** Whether everything is as it should be. */
    boolean isRight() {
        return results.stream().allMatch(this::isRight);
    }

    private boolean isRight(OutputCheck.Result result) {
        return result.wrong() == 0
                && result.lost() == 0
                && (result.repeated() == 0 || !exactlyOnce);
    }

    /** The first differences of each output. */
    List<String> differences() {
        List<String> all = new ArrayList<>();
        results.stream()
                .filter(result -> !isRight(result))
                .forEach(
                        result -> {
                            all.addAll(result.differences());
                            if (exactlyOnce && result.repeated() > 0) {
                                all.add(result.output() + ": " + result.repeated() + " repeated");
                            }
                        });
        return all;
    }

    /** A table, for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-14s %11s %11s %8s %8s %9s",
                "output",
                "expected",
                "found",
                "wrong",
                "lost",
                "repeated");
        for (OutputCheck.Result result : results) {
            line(
                    text,
                    "%-14s %11d %11d %8d %8d %9d",
                    result.output(),
                    result.expected(),
                    result.found(),
                    result.wrong(),
                    result.lost(),
                    result.repeated());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
