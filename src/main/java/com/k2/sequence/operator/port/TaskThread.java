package com.k2.sequence.operator.port;

import com.k2.sequence.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;

/**
 * The thread of the operator's task: its clock, and the way back to it. The clock counts what has
 * passed and nothing sets it: deadlines and ages must not change when the machine's time is
 * corrected.
 */
public final class TaskThread {

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private final Clock clock;
    private final long beginNanos;

    public TaskThread(MailboxExecutor mailbox, ProcessingTimeService timers, Clock clock) {
        this.mailbox = mailbox;
        this.timers = timers;
        this.clock = clock;
        this.beginNanos = clock.relativeTimeNanos();
    }

    /** In milliseconds since the task began; may be called by any thread. */
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(clock.relativeTimeNanos() - beginNanos);
    }

    /**
     * Runs an action on this thread.
     *
     * @param time when, by {@link #now()}
     */
    public void at(long time, Runnable action) {
        // Flink turns the time of day into a delay at once, so a later correction moves nothing.
        timers.registerTimer(
                timers.getCurrentProcessingTime() + time - now(), reached -> action.run());
    }

    /**
     * Hands the store's answer to this thread.
     *
     * @param description for whoever looks at the task's mailbox
     * @param action what to do with it; a failure fails the task instead
     */
    public <T> void whenDone(CompletableFuture<T> answer, String description, Action<T> action) {
        answer.whenComplete(
                (result, failure) ->
                        mailbox.execute(
                                () -> {
                                    throwIfFailed(failure);
                                    action.accept(result);
                                },
                                description));
    }

    private static void throwIfFailed(Throwable failure) {
        if (failure instanceof StoreException storeFailure) {
            throw storeFailure;
        }
        if (failure != null) {
            throw new IllegalStateException("the store failed unexpectedly", failure);
        }
    }

    /** What may fail the task. */
    @FunctionalInterface
    public interface Action<T> {
        void accept(T result) throws Exception;
    }
}
