package com.k2.sequence.demo;

import com.k2.sequence.demo.check.OutputTopics;
import com.k2.sequence.demo.check.RedisRows;
import com.k2.sequence.demo.local.EmbeddedJob;
import com.k2.sequence.demo.local.EmbeddedServers;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.Locale;

/** The text that a run prints at its start: the addresses, and what to try. */
final class StartupBanner {

    private StartupBanner() {}

    /**
     * @param nanosToRunning from the start until every task of the job ran
     */
    static String text(
            EmbeddedServers servers,
            OutputTopics topics,
            EmbeddedJob job,
            DemoOptions options,
            long nanosToRunning) {
        String someKey =
                options.capture() == null
                        ? RedisRows.KEY_PREFIX + ":asx:BHP"
                        : "KEY    (keys: --scan --pattern '" + RedisRows.KEY_PREFIX + ":*')";
        return String.format(
                Locale.ROOT,
                """
                The job is RUNNING after %.1f s; %s.

                  Flink's web UI   %s
                  Kafka            %s
                  Redis            %s

                Try meanwhile, in another terminal:

                  redis-cli -p %d hgetall %s
                  bin/topic --bootstrap %s %s

                All output topics: %s
                """,
                nanosToRunning / 1e9,
                feed(options),
                job.webUi(),
                servers.kafkaAddress(),
                servers.redisUri(),
                servers.redisUri().getPort(),
                someKey,
                servers.kafkaAddress(),
                topics.events(EventKind.GAP),
                String.join(", ", topics.all()));
    }

    private static String feed(DemoOptions options) {
        String rate =
                Double.isInfinite(options.rate())
                        ? "as fast as it goes"
                        : String.format(Locale.ROOT, "%,.0f messages/s", options.rate());
        String feed =
                options.capture() == null
                        ? String.format(
                                Locale.ROOT,
                                "%,d symbols on %,d exchanges, seed %d, faults %s",
                                options.symbols(),
                                options.exchanges(),
                                options.seed(),
                                options.faults())
                        : options.capture().toString();
        return "feeding " + feed + ", " + rate + ", " + end(options);
    }

    private static String end(DemoOptions options) {
        if (options.stay()) {
            return "until Ctrl-C";
        }
        if (options.duration() != null) {
            return "for " + options.duration().toSeconds() + " s or until Ctrl-C";
        }
        return options.messages() == Long.MAX_VALUE
                ? (options.capture() == null ? "until Ctrl-C" : "to its end or until Ctrl-C")
                : String.format(Locale.ROOT, "%,d messages or until Ctrl-C", options.messages());
    }
}
