package com.k2.sequence.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.ClusterKeyword;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Which master of a cluster has which slot, as one of its nodes said last, with each move since
 * that a server reported. Asked for at the start, before the next round trip after a move, and
 * after each failure. One node that answers is enough.
 */
final class ClusterSlots implements Topology {

    /** So many keys meet each master almost for certain, if it has more than a few slots. */
    private static final int MOST_PROBES = 10_000;

    private final List<HostAndPort> seeds;
    private final HostAndPort[] masters = new HostAndPort[Protocol.CLUSTER_HASHSLOTS];

    private boolean stale = true;

    /** Whose word it is; null at first. */
    private HostAndPort informant;

    /** Knows best of what has changed: it reported the newest move. Null where none did. */
    private HostAndPort wellInformed;

    ClusterSlots(List<HostAndPort> seeds) {
        this.seeds = seeds;
    }

    @Override
    public void refresh(RedisLinks links) {
        if (!stale && wellInformed == null) {
            return;
        }
        NodeException failure = null;
        for (HostAndPort node : candidates(links)) {
            try {
                CommandArguments question =
                        new CommandArguments(Command.CLUSTER).add(ClusterKeyword.SLOTS);
                Object reply = links.server(node).sendAll(List.of(question)).get(0);
                take(node, reply);
                links.keep(servers());
                return;
            } catch (RuntimeException e) {
                links.drop(node);
                failure = failure == null ? new NodeException(node, e) : failure;
            }
        }
        throw Objects.requireNonNull(failure, "there is always a node to ask");
    }

    /**
     * Those that there are connections to come first: of others it is not known if they run. The
     * one that was asked the last time comes last, lest a node that is cut off from the others be
     * believed for ever.
     */
    private Set<HostAndPort> candidates(RedisLinks links) {
        Set<HostAndPort> candidates = new LinkedHashSet<>();
        if (wellInformed != null) {
            candidates.add(wellInformed);
        }
        candidates.addAll(links.connected());
        candidates.addAll(servers());
        candidates.addAll(seeds);
        if (informant != null && !informant.equals(wellInformed)) {
            candidates.remove(informant);
            candidates.add(informant);
        }
        return candidates;
    }

    @Override
    public Set<HostAndPort> servers() {
        return Arrays.stream(masters)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Takes a node's word for all slots.
     *
     * @param reply ranges, of each: first and last slot, the master, its replicas
     */
    private void take(HostAndPort node, Object reply) {
        HostAndPort[] found =
                RedisFailures.understand("CLUSTER SLOTS", () -> masters(node, (List<?>) reply));
        System.arraycopy(found, 0, masters, 0, masters.length);
        stale = false;
        informant = node;
        wellInformed = null;
    }

    private static HostAndPort[] masters(HostAndPort node, List<?> ranges) {
        if (ranges.isEmpty()) {
            throw new JedisClusterOperationException("it knows of no slots");
        }
        HostAndPort[] masters = new HostAndPort[Protocol.CLUSTER_HASHSLOTS];
        for (Object each : ranges) {
            List<?> range = (List<?>) each;
            int first = Math.toIntExact((Long) range.get(0));
            int last = Math.toIntExact((Long) range.get(1));
            List<?> master = (List<?>) range.get(2);
            String host =
                    master.get(0) == null
                            ? ""
                            : new String((byte[]) master.get(0), StandardCharsets.UTF_8);
            int port = Math.toIntExact((Long) master.get(1));
            Arrays.fill(masters, first, last + 1, seenFrom(node, new HostAndPort(host, port)));
        }
        return masters;
    }

    /** A node that does not know a host for another one means its own. */
    static HostAndPort seenFrom(HostAndPort by, HostAndPort node) {
        boolean known = !node.getHost().isEmpty() && !node.getHost().equals("?");
        return known ? node : new HostAndPort(by.getHost(), node.getPort());
    }

    @Override
    public HostAndPort serverOf(CommandArguments command) {
        return masters[command.getKeyHashSlots().iterator().next()];
    }

    @Override
    public boolean hasSlots() {
        return true;
    }

    @Override
    public void doubt() {
        stale = true;
    }

    /** Goes on with this one slot for now; the others may not have moved yet. */
    @Override
    public void moved(HostAndPort by, JedisMovedDataException redirection) {
        masters[redirection.getSlot()] = seenFrom(by, redirection.getTargetNode());
        wellInformed = by;
    }

    @Override
    public List<String> probes(String prefix) {
        Set<HostAndPort> missing = servers();
        List<String> probes = new ArrayList<>();
        for (int i = 1; i <= MOST_PROBES && !missing.isEmpty(); i++) {
            String probe = prefix + i;
            if (missing.remove(masters[JedisClusterCRC16.getSlot(probe)])) {
                probes.add(probe);
            }
        }
        return probes;
    }
}
