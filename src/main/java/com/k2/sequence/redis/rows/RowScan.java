package com.k2.sequence.redis.rows;

import com.k2.sequence.redis.client.RedisLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One pass over the keys of a server, by SCAN: the rows of one page and the next page of keys
 * travel in one round trip, and while the server is at work on it, the rows of the page before are
 * handed on. So memory stays that of two pages. Rows that have more than most are asked for again,
 * whole, with the next page.
 */
final class RowScan {

    /** Keys in a page. */
    private static final int PAGE = 1_000;

    private static final byte[] END = {'0'};

    private final String match;
    private final RowReader reader;
    private final RowReader whole;
    private final Function<byte[], FoundRow> elsewhere;

    /** Whose rows have more than was read of them. */
    private List<byte[]> again = new ArrayList<>();

    private final List<byte[]> moved = new ArrayList<>();

    /**
     * @param match of keys, in Redis's own patterns
     * @param whole reads rows that have more than the other reader reads
     * @param elsewhere reads a row whose key has just moved to another server
     */
    RowScan(String match, RowReader reader, RowReader whole, Function<byte[], FoundRow> elsewhere) {
        this.match = match;
        this.reader = reader;
        this.whole = whole;
        this.elsewhere = elsewhere;
    }

    /** Hands on every row of a server. */
    void rows(RedisLink server, Consumer<FoundRow> consumer) {
        Request before = new Request(Page.LAST, List.of());
        List<Object> replies = List.of();
        for (Request request = new Request(Page.FIRST, List.of()); request != null; ) {
            server.begin(commands(request));
            handOn(before, replies, consumer);
            replies = server.finish(RowScan::concernsOneKey);
            before = request;
            request =
                    request.page.isLast
                            ? null
                            : new Request(
                                    Page.of(replies.get(request.page.keys.size())), takeAgain());
        }
        handOn(before, replies, consumer);
        if (!again.isEmpty()) {
            Request rest = new Request(Page.LAST, takeAgain());
            server.begin(commands(rest));
            handOn(rest, server.finish(RowScan::concernsOneKey), consumer);
        }
        // Only now: while replies are on their way nothing else can be asked.
        moved.forEach(key -> handOn(elsewhere.apply(key), consumer));
        moved.clear();
    }

    private List<byte[]> takeAgain() {
        List<byte[]> taken = again;
        again = new ArrayList<>();
        return taken;
    }

    /** The rows of a page, the next page, and rows of earlier pages that have more. */
    private List<CommandArguments> commands(Request request) {
        Page page = request.page;
        List<CommandArguments> commands = new ArrayList<>(page.keys.size() + 1);
        page.keys.forEach(key -> commands.add(reader.read(key)));
        if (!page.isLast) {
            commands.add(
                    new CommandArguments(Command.SCAN)
                            .add(page.cursor)
                            .add(Keyword.MATCH)
                            .add(match)
                            .add(Keyword.COUNT)
                            .add(PAGE));
        }
        request.again.forEach(key -> commands.add(whole.read(key)));
        return commands;
    }

    private void handOn(Request request, List<Object> replies, Consumer<FoundRow> consumer) {
        List<byte[]> keys = request.page.keys;
        for (int i = 0; i < keys.size(); i++) {
            if (reader.hasMore(replies.get(i))) {
                again.add(keys.get(i));
            } else {
                handOn(reader, keys.get(i), replies.get(i), consumer);
            }
        }
        int from = keys.size() + (request.page.isLast ? 0 : 1);
        for (int i = 0; i < request.again.size(); i++) {
            handOn(whole, request.again.get(i), replies.get(from + i), consumer);
        }
    }

    private void handOn(RowReader by, byte[] key, Object reply, Consumer<FoundRow> consumer) {
        if (reply instanceof JedisRedirectionException) {
            moved.add(key);
        } else {
            handOn(by.found(key, reply), consumer);
        }
    }

    private static void handOn(FoundRow found, Consumer<FoundRow> consumer) {
        if (found != null) {
            consumer.accept(found);
        }
    }

    private static boolean concernsOneKey(JedisDataException refused) {
        return isWrongType(refused) || refused instanceof JedisRedirectionException;
    }

    static boolean isWrongType(JedisDataException refused) {
        return refused.getMessage().startsWith("WRONGTYPE");
    }

    /** What one round trip asks for: a page, and again rows of earlier ones. */
    private record Request(Page page, List<byte[]> again) {}

    /** Some keys, and where those after them begin. */
    private record Page(byte[] cursor, List<byte[]> keys, boolean isLast) {

        static final Page FIRST = new Page(END, List.of(), false);

        /** Behind which there is none, without keys. */
        static final Page LAST = new Page(END, List.of(), true);

        @SuppressWarnings("unchecked")
        static Page of(Object reply) {
            List<Object> parts = (List<Object>) reply;
            byte[] cursor = (byte[]) parts.get(0);
            return new Page(cursor, (List<byte[]>) parts.get(1), Arrays.equals(cursor, END));
        }
    }
}
