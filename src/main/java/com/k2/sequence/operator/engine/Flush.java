package com.k2.sequence.operator.engine;

import java.util.concurrent.CompletableFuture;

/**
 * What a snapshot waits for before it counts as complete.
 *
 * @param done completes when the store has every update from before the barrier
 * @param longestMillis how long to wait for that at most; {@link TrackingSettings#FOR_EVER} where
 *     the snapshot is incomplete without it
 */
public record Flush(CompletableFuture<Void> done, long longestMillis) {}
