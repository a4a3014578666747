package com.k2.sequence.redis.client;

import redis.clients.jedis.HostAndPort;

/** What went wrong, and with which of several servers. */
public final class NodeException extends RuntimeException {

    private final transient HostAndPort node;

    NodeException(HostAndPort node, RuntimeException cause) {
        super(cause);
        this.node = node;
    }

    HostAndPort node() {
        return node;
    }
}
