package com.k2.sequence.benchmark.measure;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** On which Redis a figure was measured. */
public final class RedisServer {

    private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");
    private static final String APPEND_ONLY = "appendonly";
    private static final String LARGEST_COMPACT_VALUE = "hash-max-listpack-value";

    private RedisServer() {}

    /** Version and the settings that a figure depends on, in one line. */
    public static String description(RedisClient redis) {
        Matcher version = VERSION.matcher(redis.info("server"));
        if (!version.find()) {
            throw new IllegalStateException("the server does not tell its version");
        }
        return String.format(
                Locale.ROOT,
                "Redis %s, %s %s, %s %s",
                version.group(1),
                APPEND_ONLY,
                setting(redis, APPEND_ONLY),
                LARGEST_COMPACT_VALUE,
                setting(redis, LARGEST_COMPACT_VALUE));
    }

    private static String setting(RedisClient redis, String name) {
        Map<String, String> found =
                redis.executeCommand(
                        new CommandObject<>(
                                new CommandArguments(Command.CONFIG).add("GET").add(name),
                                BuilderFactory.STRING_MAP));
        return found.getOrDefault(name, "unknown");
    }
}
