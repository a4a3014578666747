package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * A Redis server with a replica, and three real sentinels that watch them and fail over within
 * about two seconds. For one thread.
 */
public final class RedisSentinels implements AutoCloseable {

    /** The name by which the sentinels know the master. */
    public static final String MASTER = "tracker-1";

    private static final int SENTINELS = 3;

    private final List<EmbeddedRedis> servers = new ArrayList<>();
    private final List<EmbeddedRedis> sentinels = new ArrayList<>();

    private RedisSentinels() {}

    /**
     * Starts them, and waits until the sentinels know each other and the replica.
     *
     * @param serverLine a further line of the servers' {@code redis.conf}
     * @param sentinelLine a further line of the sentinels'
     */
    public static RedisSentinels start(String serverLine, String sentinelLine) throws IOException {
        RedisSentinels all = new RedisSentinels();
        try {
            for (int i = 0; i < 2; i++) {
                all.servers.add(
                        EmbeddedRedis.builder()
                                .config("repl-diskless-sync-delay 0")
                                .config(serverLine)
                                .start());
            }
            all.replicate();
            for (int i = 0; i < SENTINELS; i++) {
                all.sentinels.add(sentinel(all.servers.get(0).port(), sentinelLine));
            }
            all.awaitAgreement();
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private static EmbeddedRedis sentinel(int master, String line) throws IOException {
        return EmbeddedRedis.builder()
                .sentinel()
                .config(
                        "sentinel monitor " + MASTER + " 127.0.0.1 " + master + " 2",
                        "sentinel down-after-milliseconds " + MASTER + " 1000",
                        "sentinel failover-timeout " + MASTER + " 5000")
                .config(line)
                .start();
    }

    private void replicate() {
        try (Jedis replica = client(servers.get(1))) {
            replica.replicaof("127.0.0.1", servers.get(0).port());
            Patience.await()
                    .until(() -> replica.info("replication").contains("master_link_status:up"));
        }
    }

    private void awaitAgreement() {
        for (EmbeddedRedis sentinel : sentinels) {
            try (Jedis client = client(sentinel)) {
                Patience.await()
                        .until(
                                () -> {
                                    Map<String, String> master = client.sentinelMaster(MASTER);
                                    return master.get("num-slaves").equals("1")
                                            && master.get("num-other-sentinels")
                                                    .equals(Integer.toString(SENTINELS - 1));
                                });
            }
        }
    }

    private static Jedis client(EmbeddedRedis server) {
        return new Jedis("127.0.0.1", server.port());
    }

    /** The sentinels, as {@code redis.uri} names them. */
    public URI uri() {
        return URI.create(
                sentinels.stream()
                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                        .collect(Collectors.joining(",", "redis-sentinel://", "/" + MASTER)));
    }

    /** The sentinels. */
    public List<EmbeddedRedis> sentinels() {
        return sentinels;
    }

    /** The server that was the master at first. */
    public EmbeddedRedis firstMaster() {
        return servers.get(0);
    }

    /** The one that was its replica. */
    public EmbeddedRedis firstReplica() {
        return servers.get(1);
    }

    /** Has the sentinels fail over though nothing is wrong: the old master becomes a replica. */
    public void switchOver() {
        HostAndPort before = master();
        try (Jedis sentinel = client(sentinels.get(0))) {
            sentinel.sendCommand(Command.SENTINEL, "FAILOVER", MASTER);
        }
        awaitOtherThan(before);
    }

    /** Waits until all running sentinels name another master than this one. */
    public void awaitOtherThan(HostAndPort before) {
        sentinels.stream()
                .filter(EmbeddedRedis::isRunning)
                .forEach(
                        sentinel ->
                                Patience.await().until(() -> !masterOf(sentinel).equals(before)));
    }

    /** The master now, as the last sentinel has it. */
    public HostAndPort master() {
        return masterOf(sentinels.get(SENTINELS - 1));
    }

    private static HostAndPort masterOf(EmbeddedRedis sentinel) {
        try (Jedis client = client(sentinel)) {
            List<String> address = client.sentinelGetMasterAddrByName(MASTER);
            return new HostAndPort(address.get(0), Integer.parseInt(address.get(1)));
        }
    }

    @Override
    public void close() {
        sentinels.forEach(EmbeddedRedis::close);
        servers.forEach(EmbeddedRedis::close);
    }
}
