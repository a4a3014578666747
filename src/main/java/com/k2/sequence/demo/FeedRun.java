package com.k2.sequence.demo;

import com.k2.sequence.demo.FeedArguments.FeedTask;
import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import com.k2.sequence.demo.local.StopSignals;
import com.k2.sequence.logging.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Sends a generated market to an existing broker, at a rate. The main class of {@code bin/feed}.
 */
public final class FeedRun {

    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;
    private static final long LOOK_INTERVAL_MILLIS = 50;
    private static final long REPORT_INTERVAL_SECONDS = 10;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final PrintStream out;

    private FeedRun(PrintStream out) {
        this.out = out;
    }

    /** Exit codes and options: see {@code --help}. */
    public static void main(String[] args) throws InterruptedException {
        if (DemoArguments.asksForHelp(args)) {
            Printable.out().print(FeedArguments.USAGE);
            return;
        }
        try {
            FeedTask task = FeedArguments.parse(args);
            FeedRun run = new FeedRun(Printable.out());
            StopSignals.handle(run.stop::countDown);
            run.feed(task);
        } catch (IllegalArgumentException e) {
            Printable.err().println("bin/feed: " + e.getMessage() + "\nSee bin/feed --help.");
            System.exit(WRONG_OPTIONS);
        } catch (IllegalStateException | KafkaException e) {
            Printable.err().println("bin/feed: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private void feed(FeedTask task) throws InterruptedException {
        GeneratedFeed feed = new GeneratedFeed(task.feed());
        // The job's outputs are not counted here, so nothing limits the feed but its rate.
        try (FeedSender sender =
                new FeedSender(
                        feed,
                        task.feed(),
                        task.bootstrapServers(),
                        () -> feed.expected().messages())) {
            out.println("Feeding " + String.join(", ", feed.topics()));
            sender.start();
            long reported = System.nanoTime();
            while (!sender.hasEnded() && !isStopped()) {
                if (System.nanoTime() - reported
                        >= TimeUnit.SECONDS.toNanos(REPORT_INTERVAL_SECONDS)) {
                    reported = System.nanoTime();
                    out.printf(Locale.ROOT, "%,d messages%n", sender.sent());
                }
            }
            sender.finish();
            report(sender.sent(), feed.expected());
        }
    }

    private void report(long sent, Tally injected) {
        out.printf(Locale.ROOT, "%,d messages in Kafka, among them:%n", sent);
        for (Outcome outcome : Outcome.values()) {
            if (injected.count(outcome) != 0) {
                out.printf(Locale.ROOT, "%-20s %15d%n", outcome.label(), injected.count(outcome));
            }
        }
    }

    /** Waits a moment before it answers false. */
    private boolean isStopped() throws InterruptedException {
        return stop.await(LOOK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
}
