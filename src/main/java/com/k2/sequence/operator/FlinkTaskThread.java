package com.k2.sequence.operator;

import com.k2.sequence.operator.port.TaskThread;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;

/** The thread of a task of Flink's: its mailbox and its processing time. */
final class FlinkTaskThread implements TaskThread {

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timers;
    private final Clock clock;
    private final long beginNanos;

    /**
     * @param clock of which only the time that has passed is read
     */
    FlinkTaskThread(MailboxExecutor mailbox, ProcessingTimeService timers, Clock clock) {
        this.mailbox = mailbox;
        this.timers = timers;
        this.clock = clock;
        this.beginNanos = clock.relativeTimeNanos();
    }

    @Override
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(clock.relativeTimeNanos() - beginNanos);
    }

    @Override
    public long timeOfDay() {
        return timers.getCurrentProcessingTime();
    }

    @Override
    public void at(long time, Runnable action) {
        // Flink turns the time of day into a delay at once, so a later correction moves nothing.
        timers.registerTimer(timeOfDay() + time - now(), reached -> action.run());
    }

    @Override
    public void execute(Mail mail, String description) {
        mailbox.execute(mail::run, description);
    }

    @Override
    public void awaitMail() throws InterruptedException {
        mailbox.yield();
    }
}
