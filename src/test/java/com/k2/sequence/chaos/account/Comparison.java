package com.k2.sequence.chaos.account;

import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.chaos.rig.ChaosRule;
import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.server.KafkaProcess;
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
public record Comparison(long messages, long copies, boolean exactlyOnce, List<Result> results) {

    /**
     * How one output, or Redis, compares.
     *
     * @param output which one
     * @param expected how many records must be there
     * @param found how many are
     * @param wrong how many of them are not as they must be, or have nothing to do there
     * @param lost how many are missing
     * @param repeated how many are there again
     * @param differences the first ones, for people
     */
    public record Result(
            String output,
            long expected,
            long found,
            long wrong,
            long lost,
            long repeated,
            List<String> differences) {}

    /**
     * Compares every record of every output, and every hash.
     *
     * @param fed how many messages were fed
     * @param rule by which they are judged
     */
    public static Comparison of(
            KafkaProcess kafka, EmbeddedRedis redis, int fed, ChaosRule rule, boolean exactlyOnce) {
        TopicScan scan = new TopicScan(kafka.bootstrapServers());
        Expectations expectations = Expectations.read(scan, fed, rule);
        List<Result> results = new ArrayList<>();
        for (String output : ChaosJob.OUTPUTS) {
            results.add(OutputCheck.of(scan, output, expectations, exactlyOnce));
        }
        try (Jedis client = new Jedis(redis.uri())) {
            results.add(RedisCheck.of(client, expectations.states(), expectations.openGaps()));
        }
        return new Comparison(expectations.messages(), expectations.copies(), exactlyOnce, results);
    }

    /** Whether everything is as it should be. */
    public boolean isRight() {
        return results.stream().allMatch(this::isRight);
    }

    private boolean isRight(Result result) {
        return result.wrong() == 0
                && result.lost() == 0
                && (result.repeated() == 0 || !exactlyOnce);
    }

    /** The first differences of each output. */
    public List<String> differences() {
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
    public String text() {
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
        for (Result result : results) {
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
