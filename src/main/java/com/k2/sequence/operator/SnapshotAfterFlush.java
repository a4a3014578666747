package com.k2.sequence.operator;

import com.k2.sequence.operator.engine.Flush;
import com.k2.sequence.operator.engine.TrackingSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.util.concurrent.FutureUtils;

/**
 * The keyed part of a snapshot, complete when the store has every update from before the barrier.
 * So a checkpoint does not complete before that, and Kafka does not learn of offsets that the store
 * is behind; messages meanwhile go on. Where the snapshot holds what is unsent itself, the wait has
 * a limit: a store that is slow, though it answers, must not stretch checkpoints past their
 * timeout. Run by Flink's thread for the asynchronous part of a checkpoint, which waits here;
 * cancelling ends the wait.
 */
final class SnapshotAfterFlush extends FutureTask<SnapshotResult<KeyedStateHandle>> {

    private final RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot;

    private SnapshotAfterFlush(
            RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot,
            CompletableFuture<Void> flushed) {
        super(() -> await(snapshot, flushed));
        this.snapshot = snapshot;
    }

    static SnapshotAfterFlush of(
            RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot, Flush flush) {
        if (flush.longestMillis() == TrackingSettings.FOR_EVER) {
            return new SnapshotAfterFlush(snapshot, flush.done());
        }
        return new SnapshotAfterFlush(
                snapshot,
                flush.done()
                        .copy()
                        .completeOnTimeout(null, flush.longestMillis(), TimeUnit.MILLISECONDS));
    }

    private static SnapshotResult<KeyedStateHandle> await(
            RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot,
            CompletableFuture<Void> flushed)
            throws Exception {
        SnapshotResult<KeyedStateHandle> result = FutureUtils.runIfNotDoneAndGet(snapshot);
        try {
            flushed.get();
            return result;
        } catch (InterruptedException | ExecutionException e) {
            result.discardState();
            throw e;
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        snapshot.cancel(mayInterruptIfRunning);
        return super.cancel(mayInterruptIfRunning);
    }
}
