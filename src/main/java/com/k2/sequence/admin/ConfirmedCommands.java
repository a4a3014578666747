package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.redis.rows.KeyReceipt;
import com.k2.sequence.redis.rows.ReceiptReader;
import com.k2.sequence.redis.rows.SharedReceipt;
import com.k2.sequence.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Waits until the job has applied commands. For one thread. */
final class ConfirmedCommands {

    private static final long LOOK_MILLIS = 200;
    private static final String STILL_APPLIED = ", and a job that reads it later still applies it";
    private static final int LOOKED_FOR_AT_ONCE = 1_000;

    private final ReceiptReader acknowledgements;
    private final SharedOptions options;
    private final Duration timeout;
    private long deadline;

    ConfirmedCommands(ReceiptReader acknowledgements, SharedOptions options, Duration timeout) {
        this.acknowledgements = acknowledgements;
        this.options = options;
        this.timeout = timeout;
    }

    /** A command that can't be sent is wrong usage: the way without a job is an option. */
    static void requireControlTopic(SharedOptions options, CommandSpec spec) {
        if (options.controlTopic() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "control.topic is not set, through which a job takes commands; point --config"
                            + " to the job's file, or, with no job running, add --direct");
        }
    }

    /**
     * Waits for one command.
     *
     * @param position where it stands in the control topic
     */
    KeyReceipt await(UUID id, String position) {
        return await(() -> acknowledgements.find(id.toString()), position);
    }

    /** Waits for a command for all keys. */
    SharedReceipt awaitShared(UUID id, String position) {
        return await(() -> acknowledgements.findShared(id.toString()), position);
    }

    private <T> T await(Supplier<T> look, String position) {
        begin();
        while (true) {
            String so = "the command stands at " + position;
            T found = attempt(look, so);
            if (found != null) {
                return found;
            }
            pause(so);
        }
    }

    /**
     * Waits for many commands, for each as long as for one; keeps nothing but where it is.
     *
     * @param ids by number, from 0
     * @param progress is called with how many are acknowledged, whenever it is more
     */
    void await(long commands, LongFunction<UUID> ids, LongConsumer progress) {
        begin();
        long acknowledged = 0;
        while (acknowledged < commands) {
            long to = Math.min(acknowledged + LOOKED_FOR_AT_ONCE, commands);
            List<String> next =
                    LongStream.range(acknowledged, to).mapToObj(ids).map(UUID::toString).toList();
            String so =
                    Text.number(acknowledged)
                            + " of "
                            + Text.counted(commands, "command")
                            + " were acknowledged before";
            List<Boolean> there = attempt(() -> acknowledgements.areThere(next), so);
            int more = there == null ? 0 : leading(there);
            if (more > 0) {
                acknowledged += more;
                progress.accept(acknowledged);
                begin();
            } else {
                pause(so);
            }
        }
    }

    private static int leading(List<Boolean> there) {
        int first = there.indexOf(false);
        return first < 0 ? there.size() : first;
    }

    private void begin() {
        deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Null where Redis does not answer just now: the job waits for it too. */
    private <T> T attempt(Supplier<T> look, String so) {
        try {
            return look.get();
        } catch (StoreException e) {
            if (!e.isRetryable() || System.nanoTime() > deadline) {
                throw new CommandFailure(e.getMessage() + "; " + so + STILL_APPLIED);
            }
            return null;
        }
    }

    private void pause(String so) {
        if (System.nanoTime() > deadline) {
            throw new CommandFailure(
                    "the job has not acknowledged it within "
                            + Text.age(timeout)
                            + " ("
                            + so
                            + STILL_APPLIED
                            + "): is a job running with control.topic "
                            + options.controlTopic()
                            + ", redis.uri "
                            + options.redis().safeUri()
                            + " and redis.key-prefix "
                            + options.redis().keyPrefix()
                            + ", and do its checkpoints complete? With no job running: --direct");
        }
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted; " + so);
        }
    }
}
