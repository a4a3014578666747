package com.k2.sequence.redis.client;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.OutageReason;
import com.k2.sequence.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The server that the sentinels call master: asked for when it is not known, after each failure,
 * and once a second, since a master that was replaced goes on taking updates, which are lost, until
 * the sentinels reach it. One sentinel that answers is enough; where none does, the master stays
 * what it was. What a sentinel names must say itself that it is a master, since the sentinel may be
 * late to hear of a failover.
 */
final class SentinelMaster implements Topology {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RedisSettings options;
    private final List<HostAndPort> sentinels;

    private HostAndPort master;

    /** When, by {@link System#nanoTime()}. */
    private long asked;

    SentinelMaster(RedisSettings options) {
        this.options = options;
        this.sentinels = new ArrayList<>(options.address().nodes());
    }

    @Override
    public void refresh(RedisLinks links) {
        if (master == null) {
            ask(links);
        } else if (System.nanoTime() - asked > INTERVAL.toNanos()) {
            try {
                ask(links);
            } catch (RuntimeException noSentinelTells) {
                asked = System.nanoTime();
            }
        }
    }

    private void ask(RedisLinks links) {
        NodeException failure = null;
        for (HostAndPort sentinel : List.copyOf(sentinels)) {
            try {
                HostAndPort found = masterOf(links.sentinel(sentinel));
                if (found != null) {
                    master = found;
                    asked = System.nanoTime();
                    // It is asked first the next time.
                    Collections.swap(sentinels, 0, sentinels.indexOf(sentinel));
                    links.keep(List.of(master, sentinel));
                    return;
                }
            } catch (RuntimeException e) {
                links.drop(sentinel);
                failure = failure == null ? new NodeException(sentinel, e) : failure;
            }
        }
        throw failure == null ? unknown() : failure;
    }

    private StoreException unknown() {
        return new StoreException(
                "no sentinel of "
                        + options.safeUri()
                        + " knows a master '"
                        + options.address().master()
                        + "'; redis.uri names it behind the sentinels",
                OutageReason.REFUSED,
                null);
    }

    private HostAndPort masterOf(RedisLink sentinel) {
        CommandArguments question =
                new CommandArguments(Command.SENTINEL)
                        .add("GET-MASTER-ADDR-BY-NAME")
                        .add(options.address().master());
        Object reply = sentinel.sendAll(List.of(question)).get(0);
        return RedisFailures.understand(
                "SENTINEL GET-MASTER-ADDR-BY-NAME", () -> address((List<?>) reply));
    }

    private static HostAndPort address(List<?> answer) {
        return answer == null
                ? null
                : new HostAndPort(text(answer.get(0)), Integer.parseInt(text(answer.get(1))));
    }

    @Override
    public HostAndPort serverOf(CommandArguments command) {
        return master;
    }

    @Override
    public Collection<HostAndPort> servers() {
        return List.of(master);
    }

    @Override
    public void doubt() {
        master = null;
    }

    @Override
    public void admit(RedisLink link) {
        Object reply = link.sendAll(List.of(new CommandArguments(Command.ROLE))).get(0);
        String role = RedisFailures.understand("ROLE", () -> text(((List<?>) reply).get(0)));
        if (!role.equals("master")) {
            throw new JedisDataException(
                    "READONLY it says that it is a " + role + " and no master");
        }
    }

    @Override
    public List<String> probes(String prefix) {
        return List.of(prefix + '1', prefix + '2');
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
