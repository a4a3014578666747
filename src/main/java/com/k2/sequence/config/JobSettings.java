package com.k2.sequence.config;

import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.decode.avro.RegistrySettings;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.kafka.ProducerSettings;
import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.operator.engine.SourceRule;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.option.LateSettings;
import com.k2.sequence.redis.settings.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All options, checked one by one and together.
 *
 * @param sources at least one
 * @param controlTopic where commands come from; null where none do
 * @param controlOutOfRange what to do where commands were removed before they were read
 * @param redis as it is reached from here
 * @param redisWhenConnecting the same, read where a connection is opened
 * @param registry of schemas, as it is reached from here; null where no source needs one
 * @param registryWhenConnecting the same, read where a decoder is opened
 * @param maxWaiting most messages a subtask keeps waiting for lookups
 * @param pipelineSize most keys in one round trip to Redis
 * @param maxLag how long an update may be kept back to gather others
 * @param stateTtl how long Flink's state of a key outlives its last message; null: for ever
 * @param exchanges those that metrics name; empty: any
 * @param startupCheck whether to check servers and topics before the job is submitted
 * @param startupTimeout how long that check waits for the servers
 */
public record JobSettings(
        KafkaSettings kafka,
        List<SourceSettings> sources,
        SinkSettings sinks,
        String controlTopic,
        OutOfRangeSettings controlOutOfRange,
        RedisSettings redis,
        LateSettings<RedisSettings> redisWhenConnecting,
        RegistrySettings registry,
        LateSettings<RegistrySettings> registryWhenConnecting,
        OutagePolicy onOutage,
        int maxWaiting,
        int pipelineSize,
        Duration maxLag,
        Duration stateTtl,
        Set<String> exchanges,
        boolean startupCheck,
        Duration startupTimeout) {

    /** Whether the job ends by itself: when the last source has ended. */
    public boolean isBounded() {
        return sources.stream().allMatch(SourceSettings::bounded);
    }

    /** The part of a checkpoint's time that it may spend on each of its waits for Redis. */
    private static final int STORE_WAIT_PARTS = 8;

    /** Whether a source is judged by the larger rule, whose rows have more fields. */
    public boolean hasLargerRule() {
        return sources.stream().anyMatch(source -> source.rule().larger() != null);
    }

    /**
     * @param submission fixed when the job is submitted, so that every restart has the same
     * @param checkpointTimeoutMillis how long, in milliseconds, a checkpoint may take
     */
    public TrackingSettings tracking(long submission, long checkpointTimeoutMillis) {
        long uncommitted =
                sinks.isExactlyOnce() ? ProducerSettings.longestUncommittedMillis(kafka) : 0;
        long completed =
                uncommitted > 0
                        ? Math.min(checkpointTimeoutMillis, uncommitted)
                        : checkpointTimeoutMillis;
        return new TrackingSettings(
                sources.stream()
                        .map(
                                source ->
                                        new SourceRule(
                                                source.name(), source.rule(), source.sequenced()))
                        .toList(),
                submission,
                onOutage,
                maxWaiting,
                pipelineSize,
                maxLag.toMillis(),
                uncommitted,
                Math.max(1, completed / STORE_WAIT_PARTS),
                stateTtl == null ? TrackingSettings.FOR_EVER : stateTtl.toMillis(),
                exchanges);
    }
}
