package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisAddress;
import com.k2.sequence.redis.settings.RedisSettings;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * The servers behind {@code redis.uri}, and round trips over them. All servers are written to
 * before the first is read from, so they work side by side; and what one of them fails to do keeps
 * none of the others from theirs.
 *
 * <p>Used by one thread; {@link #close()} may come from any, and ends what is under way.
 */
public final class RedisServers implements Closeable {

    /** Beyond that the servers do not agree about where a slot is, and need time for it. */
    private static final int MOST_HOPS = 5;

    private final RedisLinks links;
    private final Topology topology;

    /** What kept a command from being answered the last time. */
    private String detour;

    private RedisServers(RedisLinks links, Topology topology) {
        this.links = links;
        this.topology = topology;
    }

    /** Does not connect yet. */
    public static RedisServers of(RedisSettings options) {
        return of(options, () -> options);
    }

    /**
     * Does not connect yet.
     *
     * @param latest asked for each connection, whose login and certificates may have changed; a
     *     failure counts as one of the connection
     */
    public static RedisServers of(RedisSettings options, Supplier<RedisSettings> latest) {
        RedisAddress address = options.address();
        return new RedisServers(
                new RedisLinks(latest),
                switch (address.kind()) {
                    case SERVER -> new OneServer(address.nodes().get(0));
                    case SENTINEL -> new SentinelMaster(options);
                    case CLUSTER -> new ClusterSlots(address.nodes());
                });
    }

    /**
     * Sends what has no answer yet to where it belongs, and follows where servers send it, until
     * all is answered.
     *
     * @throws RuntimeException if that fails for a part of it, the rest of which is answered: what
     *     failed first, but for what trying again can't help
     */
    public void exchange(Batch batch) {
        try {
            topology.refresh(links);
            Map<Integer, HostAndPort> sentElsewhere = Map.of();
            for (int hop = 0; !batch.isAnswered(); hop++) {
                if (hop == MOST_HOPS) {
                    throw new JedisClusterOperationException(
                            "sent from server to server without end, the last time by " + detour);
                }
                sentElsewhere = hop(batch, sentElsewhere);
            }
        } catch (RuntimeException e) {
            topology.doubt();
            throw e;
        }
    }

    /**
     * One pipeline to each server.
     *
     * @param sentElsewhere where to try a command this time, though its slot is not there yet
     * @return the same for the next time
     */
    private Map<Integer, HostAndPort> hop(Batch batch, Map<Integer, HostAndPort> sentElsewhere) {
        List<RuntimeException> failures = new ArrayList<>();
        List<NodePipeline> begun = new ArrayList<>();
        for (NodePipeline pipeline : pipelines(batch, sentElsewhere, failures)) {
            if (succeeds(pipeline, () -> pipeline.begin(link(pipeline.node())), failures)) {
                begun.add(pipeline);
            }
        }
        Map<Integer, HostAndPort> next = new HashMap<>();
        for (NodePipeline pipeline : begun) {
            if (succeeds(pipeline, pipeline::finish, failures)) {
                succeeds(pipeline, () -> follow(pipeline, batch, next), failures);
            }
        }
        throwWorst(failures);
        return next;
    }

    private Collection<NodePipeline> pipelines(
            Batch batch, Map<Integer, HostAndPort> sentElsewhere, List<RuntimeException> failures) {
        Map<HostAndPort, NodePipeline> pipelines = new LinkedHashMap<>();
        boolean homeless = false;
        for (int command : batch.unanswered()) {
            HostAndPort elsewhere = sentElsewhere.get(command);
            HostAndPort node =
                    elsewhere == null ? topology.serverOf(batch.command(command)) : elsewhere;
            if (node == null) {
                homeless = true;
            } else {
                pipelines
                        .computeIfAbsent(node, created -> new NodePipeline(created, batch))
                        .add(command, elsewhere != null);
            }
        }
        if (homeless) {
            failures.add(new JedisClusterOperationException("no server has some of the slots"));
        }
        return pipelines.values();
    }

    private boolean succeeds(
            NodePipeline pipeline, Runnable step, List<RuntimeException> failures) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            links.drop(pipeline.node());
            failures.add(new NodeException(pipeline.node(), e));
            return false;
        }
    }

    /** Does what the replies of a server ask for. */
    private void follow(NodePipeline pipeline, Batch batch, Map<Integer, HostAndPort> next) {
        pipeline.redirected()
                .forEach((command, redirection) -> follow(pipeline, command, redirection, next));
        if (pipeline.refused() != null) {
            throw pipeline.refused();
        }
        if (pipeline.lacksScript()) {
            detour = RedisAddress.text(pipeline.node()) + ": NOSCRIPT";
            link(pipeline.node()).sendAll(List.of(batch.script()));
            pipeline.sentHereLackingScript().forEach(command -> next.put(command, pipeline.node()));
        }
    }

    private void follow(
            NodePipeline pipeline,
            int command,
            JedisRedirectionException redirection,
            Map<Integer, HostAndPort> next) {
        if (!topology.hasSlots()) {
            throw redirection;
        }
        detour = RedisAddress.text(pipeline.node()) + ": " + redirection.getMessage();
        if (redirection instanceof JedisMovedDataException moved) {
            topology.moved(pipeline.node(), moved);
        } else {
            next.put(command, ClusterSlots.seenFrom(pipeline.node(), redirection.getTargetNode()));
        }
    }

    private static void throwWorst(List<RuntimeException> failures) {
        for (RuntimeException failure : failures) {
            if (!RedisFailures.isRetryable(failure)) {
                throw failure;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /**
     * Has each server that takes updates asked by itself, one after another.
     *
     * @throws RuntimeException what failed with one of them; the others after it are left out then
     */
    void each(BiConsumer<HostAndPort, RedisLink> asks) {
        topology.refresh(links);
        for (HostAndPort server : topology.servers()) {
            try {
                asks.accept(server, link(server));
            } catch (JedisException e) {
                links.drop(server);
                topology.doubt();
                throw new NodeException(server, e);
            }
        }
    }

    /**
     * Keys under this prefix, at least one for each server that takes updates. Finds out first
     * which these are.
     */
    public List<String> probes(String prefix) {
        topology.refresh(links);
        return topology.probes(prefix);
    }

    private RedisLink link(HostAndPort node) {
        RedisLink open = links.find(node);
        if (open == null) {
            open = links.server(node);
            topology.admit(open);
        }
        return open;
    }

    /** Closes all connections; no others are opened after that. */
    @Override
    public void close() {
        links.close();
    }
}
