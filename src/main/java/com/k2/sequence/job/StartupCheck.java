package com.k2.sequence.job;

import com.k2.sequence.io.avro.RegistryClient;
import com.k2.sequence.io.avro.RegistryException;
import com.k2.sequence.io.avro.RegistryOptions;
import com.k2.sequence.redis.RedisConnections;
import com.k2.sequence.redis.RedisOptions;
import com.k2.sequence.store.StoreException;

/**
 * Checks, from where the job is submitted, what it would otherwise fail on again and again: that
 * Kafka and Redis are reached and let it in, and that its topics are there. Done within seconds.
 */
final class StartupCheck {

    private StartupCheck() {}

    /**
     * Checks the servers if {@code startup.check} says so.
     *
     * @throws JobConfigurationException if something is wrong, with all of it in the message
     */
    static KafkaFindings run(JobSettings settings) {
        if (!settings.startupCheck()) {
            return KafkaFindings.unasked(settings.sinks());
        }
        Problems problems = new Problems();
        KafkaFindings findings = kafka(settings, problems);
        redis(settings.redis(), problems);
        registry(settings.registry(), problems);
        problems.throwIfAny();
        return findings;
    }

    /** Does nothing where no source needs a registry. */
    static void registry(RegistryOptions registry, Problems problems) {
        if (registry == null) {
            return;
        }
        try {
            new RegistryClient(registry).check();
        } catch (RegistryException e) {
            problems.add(SequenceTrackerOptions.SCHEMA_REGISTRY_URL.key(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(
                    SequenceTrackerOptions.SCHEMA_REGISTRY_URL.key(), "not asked: interrupted");
        }
    }

    static KafkaFindings kafka(JobSettings settings, Problems problems) {
        return new KafkaCheck(
                        settings.kafka(),
                        settings.sources(),
                        settings.sinks(),
                        settings.controlTopic(),
                        problems)
                .findings();
    }

    static void redis(RedisOptions redis, Problems problems) {
        try {
            RedisConnections.check(redis);
        } catch (StoreException e) {
            problems.add(
                    SequenceTrackerOptions.REDIS_URI.key(),
                    e.getMessage() + "; reason: " + e.reason().word());
        }
    }
}
