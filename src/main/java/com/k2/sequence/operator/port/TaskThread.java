package com.k2.sequence.operator.port;

import com.k2.sequence.store.StoreException;
import java.util.concurrent.CompletableFuture;

/**
 * The thread of a task: its clock, its timers, and the way back to it from other threads. Mails and
 * timers run one at a time, between messages or while the task waits in {@link #awaitMail()}.
 */
public interface TaskThread {

    /**
     * In milliseconds since the task began, counted by what has passed: corrections of the
     * machine's time do not change it. May be called by any thread.
     */
    long now();

    /** In milliseconds since 1970. */
    long timeOfDay();

    /**
     * Runs an action on this thread.
     *
     * @param time when, by {@link #now()}
     */
    void at(long time, Runnable action);

    /**
     * Runs an action on this thread, after those before it. May be called by any thread.
     *
     * @param mail fails the task where it fails
     * @param description for whoever looks at the task's mailbox
     * @throws java.util.concurrent.RejectedExecutionException if the task is ending
     */
    void execute(Mail mail, String description);

    /** Waits for the next mail or timer and runs it. */
    void awaitMail() throws InterruptedException;

    /**
     * Hands the store's answer to this thread.
     *
     * @param description for whoever looks at the task's mailbox
     * @param action what to do with it; a failure fails the task instead
     */
    default <T> void whenDone(CompletableFuture<T> answer, String description, Action<T> action) {
        answer.whenComplete(
                (result, failure) ->
                        execute(
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

    /** What another thread asks of this one. */
    @FunctionalInterface
    interface Mail {
        void run() throws Exception;
    }

    /** What is done with an answer. */
    @FunctionalInterface
    interface Action<T> {
        void accept(T result) throws Exception;
    }
}
