package com.k2.sequence.redis.client;

import java.util.Collection;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Which server takes a command, and what makes that change. For one thread. */
interface Topology {

    /**
     * Finds out what is not known, or is in doubt; asks servers for it where need be.
     *
     * @throws RuntimeException if no server answers; its cause is the reason
     */
    default void refresh(RedisLinks links) {}

    /**
     * @return null where no server has the command's slot
     */
    HostAndPort serverOf(CommandArguments command);

    /** The servers that take updates. */
    Collection<HostAndPort> servers();

    /** A round trip has failed: what is known may be true no more. */
    default void doubt() {}

    /** Whether keys are spread over servers by slots; else a redirection is a refusal. */
    default boolean hasSlots() {
        return false;
    }

    /**
     * A server says that a slot is another's.
     *
     * @param by the server that said so
     */
    default void moved(HostAndPort by, JedisMovedDataException redirection) {}

    /**
     * Looks at a server that has just been connected to.
     *
     * @throws JedisException if it is not what it should be
     */
    default void admit(RedisLink link) {}

    /** Keys under this prefix, at least one for each server that takes updates. */
    List<String> probes(String prefix);
}
