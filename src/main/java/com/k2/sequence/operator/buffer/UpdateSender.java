package com.k2.sequence.operator.buffer;

import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.store.SequenceStore;
import com.k2.sequence.store.SequenceUpdate;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Drains the {@link UpdateBuffer} into the store: one pipeline on its way at a time, and after it a
 * pause where many keys have been sent lately.
 *
 * <p>So a subtask costs the store no more than a bounded number of keys a second, whatever comes
 * in, except that none may lag for too long. What is below that bound leaves at once, and so does
 * what comes in a burst after less than that. The bound falls as messages come faster: those want
 * the processors, and a row is written for ever more of them. The pause does not depend on how long
 * a pipeline took: where all processors are busy that says little of the store. (Bound and burst
 * are kept by one number, as the generic cell rate algorithm of ITU-T I.371 does.)
 *
 * <p>Used by the task's thread alone.
 */
public final class UpdateSender {

    /** Above 5,000 keys a second updates gather: they cost Redis a thirtieth of a processor. */
    private static final int MICROS_PER_KEY = 200;

    /** Above 25,000 messages a second a key takes longer, in proportion. */
    private static final int MESSAGES_PER_MILLI = 25;

    /** What a pipeline costs task and server beside its keys, in keys. */
    private static final int KEYS_PER_PIPELINE = 5;

    /** What a burst may be ahead by: 2,500 keys, as come in while a task stops for so long. */
    private static final int BURST_MICROS = 500_000;

    private static final int MICROS_PER_MILLI = 1_000;

    /** Messages come in whole network buffers: over less than this their rate says little. */
    private static final int COUNTING_MILLIS = 10;

    /**
     * The least that a pipeline may take of what waits. It has the server busy for a third of a
     * millisecond, and messages that wait for its processor wait no longer than that.
     */
    private static final int LEAST_KEYS = 50;

    /**
     * Where very many keys wait a pipeline takes this part of them: few round trips matter more.
     */
    private static final int SHARES = 100;

    /**
     * A flush takes few keys at a time, and pauses as briefly as the timer can, 2 ms: half a second
     * for some thousand keys, and two seconds for a hundred thousand if no message comes.
     */
    private static final int LEAST_KEYS_OF_FLUSH = 25;

    private static final int SHARES_OF_FLUSH = 200;
    private static final int FLUSH_PAUSE_MILLIS = 1;

    private final UpdateBuffer buffer;
    private final SequenceStore store;
    private final TaskThread thread;
    private final TrackingMetrics metrics;
    private final Limits limits;

    private boolean pausing;
    private boolean timersEnd;

    /** Calls of {@link #send()} a millisecond, as counted last, and those counted since then. */
    private long messageRate;

    private long calls;
    private long countedSince;

    /** When the keys sent so far would have been sent at the bound, in microseconds. */
    private long chargedUntil;

    /** Sends what the buffer holds to the store. */
    public UpdateSender(
            UpdateBuffer buffer,
            SequenceStore store,
            TaskThread thread,
            TrackingMetrics metrics,
            Limits limits) {
        this.buffer = buffer;
        this.store = store;
        this.thread = thread;
        this.metrics = metrics;
        this.limits = limits;
        this.chargedUntil = earliest(thread.now());
    }

    /**
     * What bounds a pipeline and the pause after it.
     *
     * @param mostKeys in one pipeline, at least 1
     * @param maxLagMillis how long an update may be kept back to gather others, from 0
     * @param lookupsComeFirst whether updates may lag for longer than that now, since messages wait
     *     for lookups
     */
    public record Limits(int mostKeys, long maxLagMillis, BooleanSupplier lookupsComeFirst) {}

    /**
     * Sends the next pipeline if the line is free and the pause is over. Called after each message.
     */
    public void send() {
        calls++;
        if (pausing || buffer.hasInFlight() || !buffer.hasWaiting()) {
            return;
        }
        List<SequenceUpdate> batch = buffer.take(pipelineSize());
        if (batch.isEmpty()) {
            return; // parked keys turned out to be gone
        }
        thread.whenDone(
                store.update(batch),
                "updates answered",
                ignored -> answered(batch.size(), ignored));
    }

    /**
     * As many keys as messages come in a millisecond: the more there are, the more a round trip
     * takes away from them, and the less a wait is to any. More where very many keys wait, and all
     * that lag for too long.
     */
    private int pipelineSize() {
        long now = thread.now();
        boolean flushing = buffer.isFlushing();
        countMessages(now);
        long keys = Math.max(messageRate, flushing ? LEAST_KEYS_OF_FLUSH : LEAST_KEYS);
        keys = Math.max(keys, buffer.size() / (flushing ? SHARES_OF_FLUSH : SHARES));
        keys = Math.max(keys, lagging(now));
        return (int) Math.min(keys, limits.mostKeys());
    }

    private void countMessages(long now) {
        if (now >= countedSince + COUNTING_MILLIS) {
            messageRate = calls / (now - countedSince);
            calls = 0;
            countedSince = now;
        }
    }

    /** How many keys lag for longer than they may, if as many came at any time as at others. */
    private long lagging(long now) {
        long age = Math.max(1, now - buffer.waitingSince());
        return buffer.size() * Math.max(0, age - limits.maxLagMillis()) / age;
    }

    /** Sends the next pipeline if the line is free. */
    public void sendWithoutPause() {
        pausing = false;
        send();
    }

    /** No flush pauses from now on: the task finishes, and then its timers never fire. */
    public void pauseNoMore() {
        timersEnd = true;
    }

    private void answered(int sent, int ignored) {
        buffer.acknowledge();
        metrics.updatesAnswered(sent, ignored);
        pause(sent);
        send();
    }

    private void pause(int sent) {
        long now = thread.now();
        charge(sent + KEYS_PER_PIPELINE, now);
        long until = buffer.isFlushing() ? now + flushPause(sent) : pausedUntil(now);
        if (until > now) {
            pausing = true;
            thread.at(until, this::sendWithoutPause);
        }
    }

    /**
     * Nobody waits for a checkpoint as they do for messages, which want the processors that a flush
     * without a pause has. Very many keys, or many messages, leave no time for one.
     *
     * @return in milliseconds
     */
    private long flushPause(int sent) {
        return timersEnd || sent == limits.mostKeys() ? 0 : FLUSH_PAUSE_MILLIS;
    }

    /** When the bound allows for more, and at the latest when the oldest update lags too long. */
    private long pausedUntil(long now) {
        long until = Math.min(chargedUntil / MICROS_PER_MILLI, now + limits.maxLagMillis());
        if (buffer.hasWaiting() && !limits.lookupsComeFirst().getAsBoolean()) {
            until = Math.min(until, buffer.waitingSince() + limits.maxLagMillis());
        }
        return until;
    }

    /**
     * No pause is longer than the pipeline before it asks for, whatever was sent before that: what
     * a flush or a burst took is not held against the updates of a quiet time after it.
     */
    private void charge(int keys, long now) {
        long from = Math.max(chargedUntil, earliest(now));
        long rate = Math.max(messageRate, MESSAGES_PER_MILLI);
        chargedUntil =
                Math.min(from, now * MICROS_PER_MILLI)
                        + keys * MICROS_PER_KEY * rate / MESSAGES_PER_MILLI;
    }

    private static long earliest(long now) {
        return now * MICROS_PER_MILLI - BURST_MICROS;
    }
}
