package com.k2.sequence.redis;

import com.k2.sequence.redis.settings.RedisSettings;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.store.SequenceBase;
import com.k2.sequence.store.SequenceUpdate;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.SequenceState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Values that the tests of this package share. */
public final class Samples {

    public static final InstrumentKey BHP = new InstrumentKey("asx", "BHP");
    public static final Duration TTL = Duration.ofDays(7);
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** 2026-01-11T10:00:00.127299Z. */
    public static final long TIME = 1_768_125_600_127_299_000L;

    private Samples() {}

    public static RedisSettings options(Object uri) {
        return new RedisSettings(uri.toString(), "k2:seq", TTL, TIMEOUT);
    }

    public static RedisSettings options(Object uri, Duration timeout) {
        return new RedisSettings(uri.toString(), "k2:seq", TTL, timeout);
    }

    public static SequenceState state(long lastSequence) {
        return new SequenceState(lastSequence, TIME, 3, 1);
    }

    public static SourcePosition at(long offset) {
        return new SourcePosition("market.ticks.asx", 0, offset);
    }

    public static SequenceUpdate update(
            InstrumentKey key, long lastSequence, SourcePosition position) {
        return update(key, lastSequence, position, null);
    }

    public static SequenceUpdate update(
            InstrumentKey key, long lastSequence, SourcePosition position, SequenceBase base) {
        return new SequenceUpdate(key, state(lastSequence), position, base, 0);
    }

    public static List<InstrumentKey> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new InstrumentKey("asx", "SYM" + i))
                .toList();
    }

    /** The same sequence number and offset for each of these keys. */
    public static List<SequenceUpdate> updates(List<InstrumentKey> keys, long number) {
        return keys.stream().map(key -> update(key, number, at(number))).toList();
    }

    public static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
