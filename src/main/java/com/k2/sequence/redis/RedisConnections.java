package com.k2.sequence.redis;

import com.k2.sequence.redis.client.Batch;
import com.k2.sequence.redis.client.NodeException;
import com.k2.sequence.redis.client.RedisAdvice;
import com.k2.sequence.redis.client.RedisServers;
import com.k2.sequence.redis.layout.RedisLayout;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.store.StoreException;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** From {@code redis.uri} to open connections. */
public final class RedisConnections {

    /** What the check writes: the values that the guard takes. */
    private static final List<String> PROBE = values(new SequenceState(0, 0, 0, 0));

    /** Of a row with later fields, of which some are then deleted, as in each update of one. */
    private static final List<String> LATER_PROBE = values(SequenceState.ofLargerRule(0, 0));

    /** Of what the check writes, should it not come to delete it. */
    private static final Duration PROBE_TTL = Duration.ofSeconds(1);

    private RedisConnections() {}

    /**
     * Checks that each server that takes updates is reached, accepts user and password, and lets
     * them do all that the store does: one attempt, answered or given up within about {@code
     * redis.timeout} for each server. Writes rows beside those of all keys, and deletes them.
     *
     * @param hasLargerRule whether rows will have later fields, which takes one more right
     * @throws StoreException if not; the message names the URI without its password
     */
    public static void check(RedisSettings options, boolean hasLargerRule) {
        try (RedisServers servers = RedisServers.of(options)) {
            List<String> probes = servers.probes(options.keyPrefix() + ":preflight");
            servers.exchange(new Batch(each(probes, RedisConnections::lookUp)));
            servers.exchange(
                    GuardScript.batch(
                            guardedUpdates(options, probes, hasLargerRule ? LATER_PROBE : PROBE)));
            servers.exchange(new Batch(each(probes, RedisConnections::deletion)));
        } catch (JedisException | NodeException e) {
            throw RedisAdvice.explain("use Redis", options, e);
        }
    }

    private static List<String> values(SequenceState state) {
        return RedisLayout.values(
                new SequenceUpdate(
                        new InstrumentKey("preflight", "preflight"),
                        state,
                        new SourcePosition("preflight", 0, 0),
                        null,
                        0),
                0);
    }

    private static List<CommandArguments> each(
            List<String> keys, Function<String, CommandArguments> command) {
        return keys.stream().map(command).toList();
    }

    private static CommandArguments lookUp(String key) {
        CommandArguments lookUp = new CommandArguments(Command.HMGET).key(key);
        RedisLayout.ALL_FIELDS.forEach(lookUp::add);
        return lookUp;
    }

    private static CommandArguments deletion(String key) {
        return new CommandArguments(Command.DEL).key(key);
    }

    /** In calls of as many keys as updates will have. */
    private static List<CommandArguments> guardedUpdates(
            RedisSettings options, List<String> keys, List<String> values) {
        int keysPerCall = GuardScript.keysPerCall(options);
        List<CommandArguments> calls = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += keysPerCall) {
            List<String> some = keys.subList(from, Math.min(from + keysPerCall, keys.size()));
            calls.add(
                    GuardScript.call(some, Collections.nCopies(some.size(), values), 0, PROBE_TTL));
        }
        return calls;
    }
}
