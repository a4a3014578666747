package com.k2.sequence.operator;

import com.k2.sequence.store.StoreException;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** The thread of the operator's task: its clock, and the way back to it. */
final class TaskThread {

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;

    TaskThread(MailboxExecutor mailbox, ProcessingTimeService timers) {
        this.mailbox = mailbox;
        this.timers = timers;
    }

    /** In milliseconds since 1970; may be called by any thread. */
    long now() {
        return timers.getCurrentProcessingTime();
    }

    /**
     * Runs an action on this thread.
     *
     * @param time when, in milliseconds since 1970
     */
    void at(long time, Runnable action) {
        timers.registerTimer(time, reached -> action.run());
    }

    /**
     * Hands the store's answer to this thread.
     *
     * @param description for whoever looks at the task's mailbox
     * @param action what to do with it; a failure fails the task instead
     */
    <T> void whenDone(CompletableFuture<T> answer, String description, Action<T> action) {
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
    interface Action<T> {
        void accept(T result) throws Exception;
    }
}
