package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.embedded.FreePorts;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.resps.ClusterShardInfo;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A real Redis cluster of masters, some of them with a replica, that notices a failure within a
 * second or two. For one thread, but for {@link #client}.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int MIGRATE_TIMEOUT_MILLIS = 5_000;

    private final List<EmbeddedRedis> masters = new ArrayList<>();
    private final List<EmbeddedRedis> replicas = new ArrayList<>();
    private final List<Integer> busPorts = new ArrayList<>();

    private RedisCluster() {}

    /**
     * Starts it, and waits until all of it works.
     *
     * @param replicas how many of the masters, from the first one on, have one
     */
    public static RedisCluster start(int masters, int replicas) throws IOException {
        return start(masters, replicas, List::of);
    }

    /**
     * Starts a cluster with settings of its own for each server.
     *
     * @param config asked for each server for further lines of its {@code redis.conf}
     */
    public static RedisCluster start(int masters, int replicas, Supplier<List<String>> config)
            throws IOException {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < masters + replicas; i++) {
                cluster.startNode(i < masters ? cluster.masters : cluster.replicas, config.get());
            }
            cluster.form();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startNode(List<EmbeddedRedis> kind, List<String> config) throws IOException {
        int busPort = FreePorts.next();
        kind.add(
                EmbeddedRedis.builder()
                        .config(
                                "cluster-enabled yes",
                                "cluster-port " + busPort,
                                "cluster-node-timeout 1000",
                                "cluster-replica-validity-factor 0",
                                "repl-diskless-sync-delay 0")
                        .config(config.toArray(String[]::new))
                        .start());
        busPorts.add(busPort);
    }

    private void form() {
        int size = masters.size();
        for (int i = 0; i < size; i++) {
            try (Jedis master = client(masters.get(i))) {
                master.clusterSetConfigEpoch(i + 1);
                master.clusterAddSlotsRange(firstSlot(i), firstSlot(i + 1) - 1);
            }
        }
        List<EmbeddedRedis> nodes = nodes();
        try (Jedis first = client(nodes.get(0))) {
            for (int i = 1; i < nodes.size(); i++) {
                first.sendCommand(
                        Command.CLUSTER,
                        "MEET",
                        "127.0.0.1",
                        Integer.toString(nodes.get(i).port()),
                        Integer.toString(busPorts.get(i)));
            }
        }
        nodes.forEach(node -> awaitInfo(node, "cluster_known_nodes:" + nodes.size()));
        for (int i = 0; i < replicas.size(); i++) {
            replicate(replicas.get(i), masters.get(i));
        }
        awaitWhole();
    }

    private int firstSlot(int master) {
        return Protocol.CLUSTER_HASHSLOTS * master / masters.size();
    }

    private static void replicate(EmbeddedRedis replica, EmbeddedRedis master) {
        String masterId = id(master);
        try (Jedis client = client(replica)) {
            Patience.await().until(() -> client.clusterNodes().contains(masterId + ' '));
            client.clusterReplicate(masterId);
        }
    }

    /**
     * Waits until every server runs, all agree about the slots, and each replica is in step. Two
     * moves in opposite directions need it between them: a server that has not heard of the first
     * one may take the second one back, and then the two never agree.
     */
    public void awaitWhole() {
        Patience.await().until(() -> views().size() == 1);
        nodes().forEach(node -> awaitInfo(node, "cluster_state:ok"));
        for (EmbeddedRedis node : nodes()) {
            try (Jedis client = client(node)) {
                Patience.await()
                        .until(
                                () -> {
                                    String info = client.info("replication");
                                    return info.contains("role:master")
                                            || info.contains("master_link_status:up");
                                });
            }
        }
    }

    private Set<Set<String>> views() {
        Set<Set<String>> views = new HashSet<>();
        for (EmbeddedRedis node : nodes()) {
            try (Jedis client = client(node)) {
                views.add(view(client));
            }
        }
        return views;
    }

    /** Each range of slots, with the port of its master. */
    private static Set<String> view(Jedis client) {
        Set<String> view = new HashSet<>();
        for (Object each : (List<?>) client.sendCommand(Command.CLUSTER, "SLOTS")) {
            List<?> range = (List<?>) each;
            view.add(range.get(0) + "-" + range.get(1) + " " + ((List<?>) range.get(2)).get(1));
        }
        return view;
    }

    private static void awaitInfo(EmbeddedRedis node, String line) {
        try (Jedis client = client(node)) {
            Patience.await().until(() -> client.clusterInfo().contains(line));
        }
    }

    /** All its nodes, as {@code redis.uri} names them. */
    public URI uri() {
        return URI.create(
                nodes().stream()
                        .map(node -> "127.0.0.1:" + node.port())
                        .collect(Collectors.joining(",", "redis-cluster://", "")));
    }

    private List<EmbeddedRedis> nodes() {
        return Stream.concat(masters.stream(), replicas.stream()).toList();
    }

    /** The servers that were started as masters. */
    public List<EmbeddedRedis> masters() {
        return masters;
    }

    /** Those that were started as replicas of the first masters. */
    public List<EmbeddedRedis> replicas() {
        return replicas;
    }

    /** A connection to one server; to be closed. */
    public static Jedis client(EmbeddedRedis node) {
        return new Jedis("127.0.0.1", node.port());
    }

    private static String id(EmbeddedRedis node) {
        try (Jedis client = client(node)) {
            return client.clusterMyId();
        }
    }

    /** The master that has this key's slot, as it sees itself. */
    public EmbeddedRedis ownerOf(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        for (EmbeddedRedis node : nodes()) {
            try (Jedis client = client(node)) {
                String self = client.clusterMyId();
                if (client.clusterShards().stream().anyMatch(shard -> owns(shard, self, slot))) {
                    return node;
                }
            }
        }
        throw new IllegalStateException("no server has slot " + slot);
    }

    private static boolean owns(ClusterShardInfo shard, String id, int slot) {
        return shard.getSlots().stream()
                        .anyMatch(range -> range.get(0) <= slot && slot <= range.get(1))
                && shard.getNodes().stream()
                        .anyMatch(
                                node -> node.getId().equals(id) && node.getRole().equals("master"));
    }

    public static int slotOf(String key) {
        return JedisClusterCRC16.getSlot(key);
    }

    /** All keys on a server. */
    public Set<String> keys(EmbeddedRedis node) {
        try (Jedis client = client(node)) {
            return client.keys("*");
        }
    }

    /** Has the slot between both servers from now on: keys that the first has not are asked for. */
    public void beginMove(int slot, EmbeddedRedis from, EmbeddedRedis to) {
        try (Jedis source = client(from);
                Jedis target = client(to)) {
            target.clusterSetSlotImporting(slot, source.clusterMyId());
            source.clusterSetSlotMigrating(slot, target.clusterMyId());
        }
    }

    /** Moves these keys of a slot that is being moved. */
    public void moveKeys(EmbeddedRedis from, EmbeddedRedis to, List<String> keys) {
        try (Jedis source = client(from)) {
            source.migrate(
                    "127.0.0.1",
                    to.port(),
                    MIGRATE_TIMEOUT_MILLIS,
                    new MigrateParams(),
                    keys.toArray(String[]::new));
        }
    }

    /** Moves what keys are left, and gives the slot to the second server. */
    public void finishMove(int slot, EmbeddedRedis from, EmbeddedRedis to) {
        String owner = id(to);
        try (Jedis source = client(from);
                Jedis target = client(to)) {
            for (List<String> keys = source.clusterGetKeysInSlot(slot, 100);
                    !keys.isEmpty();
                    keys = source.clusterGetKeysInSlot(slot, 100)) {
                moveKeys(from, to, keys);
            }
            target.clusterSetSlotNode(slot, owner);
            source.clusterSetSlotNode(slot, owner);
        }
    }

    /** All three steps. */
    public void move(int slot, EmbeddedRedis from, EmbeddedRedis to) {
        beginMove(slot, from, to);
        finishMove(slot, from, to);
    }

    /** Kills the first master with SIGKILL and waits until its replica has taken its place. */
    public void failOver() {
        masters.get(0).kill();
        EmbeddedRedis replica = replicas.get(0);
        try (Jedis client = client(replica)) {
            Patience.await().until(() -> client.info("replication").contains("role:master"));
        }
        nodes().stream()
                .filter(EmbeddedRedis::isRunning)
                .forEach(node -> awaitInfo(node, "cluster_state:ok"));
    }

    /** Starts the master that was killed; it is a replica now. Then both change places here. */
    public void bringBack() throws IOException {
        EmbeddedRedis killed = masters.get(0);
        killed.start();
        masters.set(0, replicas.get(0));
        replicas.set(0, killed);
        try (Jedis client = client(killed)) {
            Patience.await().until(() -> client.info("replication").contains("role:slave"));
        }
        awaitWhole();
    }

    @Override
    public void close() {
        nodes().forEach(EmbeddedRedis::close);
    }
}
