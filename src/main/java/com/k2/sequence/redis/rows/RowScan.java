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
 * handed on. So memory stays that of two pages.
 */
final class RowScan {

    /** Keys in a page. */
    private static final int PAGE = 1_000;

    private static final byte[] END = {'0'};

    private final String match;
    private final RowReader reader;
    private final Function<byte[], FoundRow> elsewhere;
    private final List<byte[]> moved = new ArrayList<>();

    /**
     * @param match of keys, in Redis's own patterns
     * @param elsewhere reads a row whose key has just moved to another server
     */
    RowScan(String match, RowReader reader, Function<byte[], FoundRow> elsewhere) {
        this.match = match;
        this.reader = reader;
        this.elsewhere = elsewhere;
    }

    /** Hands on every row of a server. */
    void rows(RedisLink server, Consumer<FoundRow> consumer) {
        Page before = Page.FIRST;
        List<Object> replies = List.of();
        for (Page page = Page.FIRST; page != null; ) {
            List<CommandArguments> commands = rowsAndNext(page);
            server.begin(commands);
            handOn(before, replies, consumer);
            replies = server.finish(RowScan::concernsOneKey);
            before = page;
            page = page.isLast ? null : Page.of(replies.get(page.keys.size()));
        }
        handOn(before, replies, consumer);
        // Only now: while replies are on their way nothing else can be asked.
        moved.forEach(key -> handOn(elsewhere.apply(key), consumer));
        moved.clear();
    }

    private List<CommandArguments> rowsAndNext(Page page) {
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
        return commands;
    }

    private void handOn(Page page, List<Object> replies, Consumer<FoundRow> consumer) {
        for (int i = 0; i < page.keys.size(); i++) {
            byte[] key = page.keys.get(i);
            if (replies.get(i) instanceof JedisRedirectionException) {
                moved.add(key);
            } else {
                handOn(reader.found(key, replies.get(i)), consumer);
            }
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

    /** Some keys, and where those after them begin. */
    private record Page(byte[] cursor, List<byte[]> keys, boolean isLast) {

        static final Page FIRST = new Page(END, List.of(), false);

        @SuppressWarnings("unchecked")
        static Page of(Object reply) {
            List<Object> parts = (List<Object>) reply;
            byte[] cursor = (byte[]) parts.get(0);
            return new Page(cursor, (List<byte[]>) parts.get(1), Arrays.equals(cursor, END));
        }
    }
}
