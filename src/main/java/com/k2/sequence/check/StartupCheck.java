package com.k2.sequence.check;

import com.k2.sequence.config.JobSettings;
import com.k2.sequence.config.StartupOptions;
import com.k2.sequence.decode.avro.RegistryClient;
import com.k2.sequence.decode.avro.RegistryException;
import com.k2.sequence.decode.avro.RegistryOptions;
import com.k2.sequence.decode.avro.RegistrySettings;
import com.k2.sequence.kafka.KafkaOptions;
import com.k2.sequence.option.Durations;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.Problems;
import com.k2.sequence.redis.RedisConnections;
import com.k2.sequence.redis.settings.RedisOptions;
import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.store.StoreException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks, from where {@code main} runs, what the job would otherwise fail on again and again: that
 * Kafka, Redis and the schema registry are reached and accept its credentials, and that its topics
 * are there. All servers are asked at the same time, and within {@code startup.timeout}.
 *
 * <p>A check is for whoever starts a job; it must not end one that has state:
 *
 * <ul>
 *   <li>at a client, and in a JobManager without high availability, any problem is an error;
 *   <li>in a JobManager with high availability a server that is unavailable is a warning: the job
 *       goes on to its own handling of outages;
 *   <li>there, what is wrong (a topic is missing, a password refused) is an error at the first
 *       start alone. Once there may be {@link PriorState} <em>no</em> answer of a server is an
 *       error. A wrong one is as likely to pass as none: a password is being rotated, a topic
 *       recreated, a proxy answers for a server that restarts. A job that goes on and meets it
 *       fails with its cause, and Flink restarts it from its checkpoint; that is worth more than a
 *       clean end.
 * </ul>
 */
public final class StartupCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    /** Whoever gives up in time has a better reason to report. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private StartupCheck() {}

    private record Answer<T>(T value, Problems problems) {}

    /**
     * Checks the servers if {@code startup.check} says so. Any problem is an error.
     *
     * @throws JobConfigurationException if there is a problem, with all of them in the message
     */
    public static KafkaFindings run(JobSettings settings) {
        return run(settings, PriorState.none());
    }

    /**
     * Checks the servers if {@code startup.check} says so.
     *
     * @throws JobConfigurationException if there is a problem that is not just a warning here, with
     *     all of them in the message
     */
    public static KafkaFindings run(JobSettings settings, PriorState prior) {
        if (!settings.startupCheck()) {
            return KafkaFindings.unasked(settings.sinks());
        }
        Problems problems = new Problems();
        KafkaFindings findings = ask(settings, problems);
        if (!problems.isEmpty()) {
            if (problems.areOutagesAlone() ? !prior.isPossible() : !prior.mayExist()) {
                problems.throwIfAny();
            }
            problems.lines()
                    .forEach(
                            problem ->
                                    LOG.warn(
                                            "Found at the start, which goes on, since the job may"
                                                    + " have state to take up: {}",
                                            problem));
        }
        return findings;
    }

    private static KafkaFindings ask(JobSettings settings, Problems problems) {
        Duration timeout = settings.startupTimeout();
        ExecutorService threads = Executors.newCachedThreadPool(StartupCheck::thread);
        try {
            Future<Answer<KafkaFindings>> kafka =
                    threads.submit(() -> answer(found -> kafka(settings, found)));
            Future<Answer<Void>> redis =
                    threads.submit(
                            () ->
                                    answer(
                                            found -> {
                                                redis(
                                                        settings.redis(),
                                                        settings.hasLargerRule(),
                                                        timeout,
                                                        found);
                                                return null;
                                            }));
            Future<Answer<Void>> registry =
                    threads.submit(
                            () ->
                                    answer(
                                            found -> {
                                                registry(settings.registry(), timeout, found);
                                                return null;
                                            }));
            Wait wait = new Wait(timeout, problems);
            KafkaFindings findings =
                    wait.of(
                            kafka,
                            KafkaOptions.BOOTSTRAP_SERVERS.key(),
                            settings.kafka().bootstrapServers());
            wait.of(redis, RedisOptions.URI.key(), settings.redis().safeUri());
            wait.of(registry, RegistryOptions.URL.key(), String.valueOf(settings.registry()));
            return findings == null ? KafkaFindings.unasked(settings.sinks()) : findings;
        } finally {
            threads.shutdownNow();
        }
    }

    /** It has its maker's class loader, by which Kafka's clients find what properties name. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "startup-check");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> Answer<T> answer(Function<Problems, T> check) {
        Problems found = new Problems();
        return new Answer<>(check.apply(found), found);
    }

    /** Waits for the answers, for as long as all of them may take. */
    private static final class Wait {

        private final Duration timeout;
        private final long deadline;
        private final Problems problems;

        Wait(Duration timeout, Problems problems) {
            this.timeout = timeout;
            this.deadline = System.nanoTime() + timeout.plus(GRACE).toNanos();
            this.problems = problems;
        }

        /**
         * @return null where there was no answer
         */
        <T> T of(Future<Answer<T>> asked, String key, String server) {
            try {
                Answer<T> answer =
                        asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                problems.addAll(answer.problems());
                return answer.value();
            } catch (TimeoutException e) {
                problems.addUnavailable(
                        key,
                        "the check of "
                                + server
                                + " did not end within "
                                + StartupOptions.TIMEOUT.key()
                                + ", "
                                + Durations.text(timeout)
                                + "; check that it runs and is reached from here");
            } catch (ExecutionException e) {
                LOG.debug("The check of {} failed", server, e.getCause());
                problems.add(
                        key,
                        "the check of "
                                + server
                                + " failed unexpectedly ("
                                + e.getCause().getClass().getName()
                                + "); check the option");
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            return null;
        }
    }

    /** Does nothing where no source needs a registry. */
    private static void registry(RegistrySettings registry, Duration timeout, Problems problems) {
        if (registry != null) {
            registry(registry.withTimeout(timeout, StartupOptions.TIMEOUT.key()), problems);
        }
    }

    static void registry(RegistrySettings registry, Problems problems) {
        String key = RegistryOptions.URL.key();
        try {
            new RegistryClient(registry).check();
        } catch (RegistryException e) {
            if (e.isUnavailable()) {
                problems.addUnavailable(key, e.getMessage());
            } else {
                problems.add(key, e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.addUnavailable(key, "not asked: interrupted");
        }
    }

    static KafkaFindings kafka(JobSettings settings, Problems problems) {
        return new KafkaCheck(
                        settings.kafka(),
                        settings.sources(),
                        settings.sinks(),
                        settings.controlTopic(),
                        settings.startupTimeout(),
                        problems)
                .findings();
    }

    static void redis(
            RedisSettings redis, boolean hasLargerRule, Duration timeout, Problems problems) {
        String key = RedisOptions.URI.key();
        try {
            RedisConnections.check(
                    redis.withTimeout(timeout, StartupOptions.TIMEOUT.key()), hasLargerRule);
        } catch (StoreException e) {
            String problem = e.getMessage() + "; reason: " + e.reason().word();
            if (e.isRetryable()) {
                problems.addUnavailable(key, problem);
            } else {
                problems.add(key, problem);
            }
        }
    }
}
