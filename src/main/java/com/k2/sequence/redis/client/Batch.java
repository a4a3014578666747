package com.k2.sequence.redis.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The commands of one round trip, and the reply to each as it comes in, in however many tries. No
 * command is sent again that was answered; of one that failed it is known whether it may have been
 * done nevertheless.
 *
 * <p>For one thread.
 */
public final class Batch {

    private final List<CommandArguments> commands;
    private final Predicate<JedisDataException> tolerated;
    private final Predicate<Object> form;
    private final CommandArguments script;
    private final Object[] replies;
    private final BitSet answered = new BitSet();
    private final BitSet doubtful = new BitSet();

    /**
     * @param commands each with its key, if any, as such
     * @param tolerated which refusals are an answer as good as others
     * @param form what answers look like that are no refusal; any other counts as a failure, since
     *     a proxy may answer anything
     */
    public Batch(
            List<CommandArguments> commands,
            Predicate<JedisDataException> tolerated,
            Predicate<Object> form) {
        this(commands, tolerated, form, null);
    }

    private Batch(
            List<CommandArguments> commands,
            Predicate<JedisDataException> tolerated,
            Predicate<Object> form,
            CommandArguments script) {
        this.commands = List.copyOf(commands);
        this.tolerated = tolerated;
        this.form = form;
        this.script = script;
        this.replies = new Object[commands.size()];
    }

    /** Of commands whose answers may have any form. */
    public Batch(List<CommandArguments> commands, Predicate<JedisDataException> tolerated) {
        this(commands, tolerated, reply -> true);
    }

    /** Of commands that may not be refused. */
    public Batch(List<CommandArguments> commands) {
        this(commands, refused -> false);
    }

    /**
     * Calls of a script that may not be refused.
     *
     * @param script the command that loads it, for servers that lack it
     * @param form what answers look like
     */
    public static Batch ofScript(
            List<CommandArguments> calls, CommandArguments script, Predicate<Object> form) {
        return new Batch(calls, refused -> false, form, script);
    }

    /** What a server that lacks the script of these commands is sent first; null without one. */
    CommandArguments script() {
        return script;
    }

    CommandArguments command(int index) {
        return commands.get(index);
    }

    /** Those without an answer, by their place. */
    List<Integer> unanswered() {
        List<Integer> unanswered = new ArrayList<>(commands.size() - answered.cardinality());
        for (int i = answered.nextClearBit(0);
                i < commands.size();
                i = answered.nextClearBit(i + 1)) {
            unanswered.add(i);
        }
        return unanswered;
    }

    boolean isAnswered() {
        return answered.cardinality() == commands.size();
    }

    /**
     * Takes what came back for a command.
     *
     * @return null if that is its answer; else why it is not, and the command stays unanswered
     */
    JedisDataException take(int index, Object reply) {
        if (reply instanceof JedisDataException refused && !tolerated.test(refused)) {
            if (!RedisFailures.isUntouched(refused)) {
                doubt(index);
            }
            return refused;
        }
        if (!(reply instanceof JedisDataException) && !form.test(reply)) {
            doubt(index);
            return new JedisDataException(RedisFailures.STRANGE_ANSWER);
        }
        replies[index] = reply;
        answered.set(index);
        return null;
    }

    /** A command was sent and may have been done, in whole or in part, though nothing says so. */
    void doubt(int index) {
        doubtful.set(index);
    }

    /** Whether a command that is answered now may have been done before. */
    public boolean isDoubtful(int index) {
        return doubtful.get(index);
    }

    /** The replies in the order of the commands, once all are there. */
    public List<Object> replies() {
        if (!isAnswered()) {
            throw new IllegalStateException(unanswered().size() + " commands have no answer");
        }
        return Arrays.asList(replies);
    }
}
