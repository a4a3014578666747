package com.k2.sequence.benchmark.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/**
 * What a Redis server has counted since it began, or between two readings.
 *
 * @param commands commands executed, those within scripts included; without the {@code INFO} that
 *     reads the counters
 * @param cpuSeconds processor time of the server, user and system together
 * @param calls how often each command was executed, by its name in small letters
 */
public record RedisCounters(long commands, double cpuSeconds, Map<String, Long> calls) {

    private static final Pattern COMMANDS = Pattern.compile("total_commands_processed:(\\d+)");
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:user|sys):([0-9.]+)");
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+),");

    /** What the server has counted so far. */
    public static RedisCounters read(RedisClient redis) {
        Map<String, Long> calls = new TreeMap<>();
        Matcher call = CALLS.matcher(redis.info("commandstats"));
        while (call.find()) {
            calls.put(call.group(1), Long.parseLong(call.group(2)));
        }
        double cpuSeconds = 0;
        Matcher cpu = CPU.matcher(redis.info("cpu"));
        while (cpu.find()) {
            cpuSeconds += Double.parseDouble(cpu.group(1));
        }
        Matcher commands = COMMANDS.matcher(redis.info("stats"));
        if (!commands.find()) {
            throw new IllegalStateException("the server does not count its commands");
        }
        // The call counts were read before the total: by then they had missed two INFOs.
        long infos = calls.getOrDefault("info", 0L) + 2;
        return new RedisCounters(Long.parseLong(commands.group(1)) - infos, cpuSeconds, calls);
    }

    /** What was counted after an earlier reading. */
    public RedisCounters since(RedisCounters earlier) {
        Map<String, Long> difference = new TreeMap<>();
        calls.forEach(
                (command, count) -> {
                    long added = count - earlier.calls(command);
                    if (added > 0 && !command.equals("info")) {
                        difference.put(command, added);
                    }
                });
        return new RedisCounters(
                commands - earlier.commands, cpuSeconds - earlier.cpuSeconds, difference);
    }

    /** How often a command was executed, 0 if never. */
    public long calls(String command) {
        return calls.getOrDefault(command, 0L);
    }
}
