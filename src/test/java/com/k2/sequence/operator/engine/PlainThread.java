package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.TaskThread;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** The thread of a simulated task: mails and timers that the simulation runs. */
final class PlainThread implements TaskThread {

    /** A task that waits for longer waits for ever. */
    private static final int MOST_WAITS = 1_000_000;

    private final PlainCluster cluster;
    private final long began;
    private final Queue<Mail> mails = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::time).thenComparing(Timer::number));
    private long number;

    private record Timer(long time, long number, Runnable action) {}

    PlainThread(PlainCluster cluster) {
        this.cluster = cluster;
        this.began = cluster.clock();
    }

    @Override
    public long now() {
        return cluster.clock() - began;
    }

    @Override
    public long timeOfDay() {
        return cluster.clock();
    }

    @Override
    public void at(long time, Runnable action) {
        timers.add(new Timer(time, number++, action));
    }

    @Override
    public void execute(Mail mail, String description) {
        mails.add(mail);
    }

    @Override
    public void awaitMail() {
        for (int waits = 0; waits < MOST_WAITS; waits++) {
            if (runNext()) {
                return;
            }
            cluster.goOn();
        }
        throw new AssertionError("a task waits, and nothing comes");
    }

    void runMails() {
        while (runNext()) {
            // until none is left
        }
    }

    private boolean runNext() {
        if (!timers.isEmpty() && timers.peek().time <= now()) {
            cluster.count();
            timers.remove().action.run();
            return true;
        }
        Mail mail = mails.poll();
        if (mail == null) {
            return false;
        }
        cluster.count();
        try {
            mail.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a mail failed", e);
        }
        return true;
    }
}
