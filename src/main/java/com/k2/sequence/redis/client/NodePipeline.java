package com.k2.sequence.redis.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * The part of a {@link Batch} that one server gets in one pipeline: begun first and finished later,
 * so that servers work side by side.
 */
final class NodePipeline {

    private static final CommandArguments ASKING = new CommandArguments(Command.ASKING);

    private final HostAndPort node;
    private final Batch batch;
    private final List<Integer> members = new ArrayList<>();
    private final Set<Integer> sentHere = new HashSet<>();

    private final Map<Integer, JedisRedirectionException> redirected = new HashMap<>();
    private final List<Integer> lackingScript = new ArrayList<>();
    private JedisDataException refused;

    private RedisLink link;

    NodePipeline(HostAndPort node, Batch batch) {
        this.node = node;
        this.batch = batch;
    }

    HostAndPort node() {
        return node;
    }

    /**
     * Adds a command.
     *
     * @param isSentHere whether another server has sent it here though the slot is not this one's
     *     yet, which it must be sent ASKING for
     */
    void add(int member, boolean isSentHere) {
        members.add(member);
        if (isSentHere) {
            sentHere.add(member);
        }
    }

    void begin(RedisLink open) {
        List<CommandArguments> commands = new ArrayList<>(members.size());
        for (int member : members) {
            if (sentHere.contains(member)) {
                commands.add(ASKING);
            }
            commands.add(batch.command(member));
        }
        link = open;
        try {
            open.begin(commands);
        } catch (RuntimeException e) {
            members.forEach(batch::doubt);
            throw e;
        }
    }

    void finish() {
        List<Object> replies;
        try {
            replies = link.finish();
        } catch (RuntimeException e) {
            members.forEach(batch::doubt);
            throw e;
        }
        Iterator<Object> next = replies.iterator();
        for (int member : members) {
            Object asked = sentHere.contains(member) ? next.next() : null;
            Object reply = next.next();
            take(member, asked instanceof JedisDataException ? asked : reply);
        }
    }

    private void take(int member, Object reply) {
        JedisDataException why = batch.take(member, reply);
        if (why instanceof JedisRedirectionException redirection) {
            redirected.put(member, redirection);
        } else if (why instanceof JedisNoScriptException && batch.script() != null) {
            lackingScript.add(member);
        } else if (why != null && refused == null) {
            refused = why;
        }
    }

    /** What the server has sent elsewhere, by command. */
    Map<Integer, JedisRedirectionException> redirected() {
        return redirected;
    }

    /** Whether a command met a server without the script. */
    boolean lacksScript() {
        return !lackingScript.isEmpty();
    }

    /** Those among them that had been sent here by another server. */
    List<Integer> sentHereLackingScript() {
        return lackingScript.stream().filter(sentHere::contains).toList();
    }

    /** The first refusal that is neither of these; null where there is none. */
    JedisDataException refused() {
        return refused;
    }
}
