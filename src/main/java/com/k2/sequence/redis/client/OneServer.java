package com.k2.sequence.redis.client;

import java.util.Collection;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;

/** A server at an address that stays. */
final class OneServer implements Topology {

    private final HostAndPort server;

    OneServer(HostAndPort server) {
        this.server = server;
    }

    @Override
    public HostAndPort serverOf(CommandArguments command) {
        return server;
    }

    @Override
    public Collection<HostAndPort> servers() {
        return List.of(server);
    }

    /** Two, which a node of a cluster refuses to take together. */
    @Override
    public List<String> probes(String prefix) {
        return List.of(prefix + '1', prefix + '2');
    }
}
