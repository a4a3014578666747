package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.RedisLink;
import com.k2.sequence.redis.client.Replies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a server says of itself.
 *
 * @param server host and port
 * @param version empty where the user may not ask
 * @param roundTripNanos how long it took to answer
 * @param warnings what does not suit the tracker, each with what to change; never null
 */
public record ServerNotes(
        String server, String version, long roundTripNanos, List<String> warnings) {

    static ServerNotes ask(String name, RedisLink server) {
        List<CommandArguments> ping = List.of(new CommandArguments(Command.PING));
        server.sendAll(ping);
        long before = System.nanoTime();
        server.sendAll(ping);
        long nanos = System.nanoTime() - before;
        List<CommandArguments> question = List.of(new CommandArguments(Command.INFO));
        Object reply = server.sendAll(question, ServerNotes::isForbidden).get(0);
        String info = reply instanceof byte[] text ? Replies.text(text) : "";
        return of(name, info, nanos);
    }

    private static boolean isForbidden(JedisDataException refused) {
        return refused.getMessage().startsWith("NOPERM");
    }

    /**
     * @param info the server's own text; empty where the user may not ask
     */
    static ServerNotes of(String server, String info, long roundTripNanos) {
        Map<String, String> values = new HashMap<>();
        info.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> values.put(parts[0], parts[1].strip()));
        return new ServerNotes(
                server, values.getOrDefault("redis_version", ""), roundTripNanos, warnings(values));
    }

    private static List<String> warnings(Map<String, String> values) {
        List<String> warnings = new ArrayList<>();
        String policy = values.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            warnings.add(
                    "maxmemory-policy is "
                            + policy
                            + ": Redis deletes rows when its memory is used up; set it to"
                            + " noeviction, and maxmemory above what the rows take");
        }
        long limit = number(values, "maxmemory");
        long used = number(values, "used_memory");
        if (limit > 0 && used > limit / 10 * 9) {
            warnings.add(
                    "used memory is "
                            + used
                            + " bytes of a maxmemory of "
                            + limit
                            + "; raise maxmemory, or lower redis.key-ttl");
        }
        if (values.getOrDefault("aof_enabled", "1").equals("0")) {
            warnings.add(
                    "appendonly is off: a server that is killed loses its newest rows; set it to"
                            + " yes unless replicas make up for it");
        }
        if (values.getOrDefault("role", "master").equals("slave")) {
            warnings.add(
                    "this is a replica, which takes no updates; redis.uri must name its primary");
        }
        return List.copyOf(warnings);
    }

    private static long number(Map<String, String> values, String name) {
        try {
            return Long.parseLong(values.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
