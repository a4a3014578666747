package com.k2.sequence.testing.server;

import com.k2.sequence.embedded.EmbeddedRedis;
import com.k2.sequence.testing.Patience;
import java.io.IOException;
import java.net.URI;
import redis.clients.jedis.Jedis;

/**
 * A Redis server behind an address that stays, as a virtual IP or a DNS name would, and that leads
 * to a replica after a failover. The replica is started when it is needed. For one thread.
 */
public final class RedisWithReplica implements AutoCloseable {

    private final TcpProxy address;

    private EmbeddedRedis primary;
    private EmbeddedRedis replica;

    private RedisWithReplica(EmbeddedRedis primary) throws IOException {
        this.primary = primary;
        this.address = new TcpProxy(primary.port());
    }

    /** Starts the primary. */
    public static RedisWithReplica start() throws IOException {
        EmbeddedRedis primary = server();
        try {
            return new RedisWithReplica(primary);
        } catch (IOException | RuntimeException e) {
            primary.close();
            throw e;
        }
    }

    /** A replica is served at once, not with others that may ask within 5 s. */
    private static EmbeddedRedis server() throws IOException {
        return EmbeddedRedis.builder().config("repl-diskless-sync-delay 0").start();
    }

    /** The address that stays. */
    public URI uri() {
        return URI.create("redis://localhost:" + address.port());
    }

    /** The server that the address leads to now. */
    public EmbeddedRedis primary() {
        return primary;
    }

    /**
     * Has a replica take over all that the primary holds now, and keeps from it what is written
     * from now on. Nothing of that is on its way to the replica when this returns.
     */
    public void holdReplicaBack() throws IOException {
        replica = server();
        try (Jedis client = new Jedis(replica.uri())) {
            try (TcpProxy link = new TcpProxy(primary.port())) {
                client.replicaof("127.0.0.1", link.port());
                Patience.await().until(() -> isInStep(client));
            }
            Patience.await().until(() -> !isLinked(client));
        }
    }

    private static boolean isLinked(Jedis client) {
        return client.info("replication").contains("master_link_status:up");
    }

    private static boolean isInStep(Jedis client) {
        return isLinked(client)
                // The copy is in a file too, and would be there again after a restart.
                && client.info("persistence").contains("aof_rewrite_in_progress:0");
    }

    /**
     * Kills the primary with SIGKILL, promotes the replica that was held back, and leads the
     * address to it.
     */
    public void failOver() {
        primary.kill();
        try (Jedis client = new Jedis(replica.uri())) {
            client.replicaofNoOne();
        }
        address.leadTo(replica.port());
        primary.close();
        primary = replica;
        replica = null;
    }

    @Override
    public void close() {
        address.close();
        primary.close();
        if (replica != null) {
            replica.close();
        }
    }
}
