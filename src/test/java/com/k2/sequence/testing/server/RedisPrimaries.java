package com.k2.sequence.testing.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** From {@code redis.uri} to the servers that hold rows. */
public final class RedisPrimaries {

    private RedisPrimaries() {}

    /** The address of each, as a default user reaches it. */
    public static Set<URI> of(URI redis) {
        List<HostAndPort> nodes =
                Arrays.stream(redis.getRawAuthority().replaceFirst(".*@", "").split(","))
                        .map(HostAndPort::from)
                        .toList();
        return switch (redis.getScheme()) {
            case "redis-cluster" -> ask(nodes, RedisPrimaries::masters);
            case "redis-sentinel" ->
                    ask(nodes, sentinel -> Set.of(master(sentinel, redis.getPath().substring(1))));
            default -> Set.of(redis);
        };
    }

    /** The first that runs. */
    private static Set<URI> ask(List<HostAndPort> nodes, Function<Jedis, Set<URI>> question) {
        for (HostAndPort node : nodes) {
            try (Jedis client = new Jedis(node)) {
                return question.apply(client);
            } catch (JedisConnectionException away) {
                // Another one may run.
            }
        }
        throw new IllegalStateException("none runs of " + nodes);
    }

    private static Set<URI> masters(Jedis node) {
        Set<URI> masters = new LinkedHashSet<>();
        for (Object range : (List<?>) node.sendCommand(Command.CLUSTER, "SLOTS")) {
            List<?> master = (List<?>) ((List<?>) range).get(2);
            String host = new String((byte[]) master.get(0), StandardCharsets.UTF_8);
            masters.add(URI.create("redis://" + host + ':' + master.get(1)));
        }
        return masters;
    }

    private static URI master(Jedis sentinel, String name) {
        return URI.create(
                "redis://" + String.join(":", sentinel.sentinelGetMasterAddrByName(name)));
    }
}
