package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * A function of {@code AsyncDataStream} on Lettuce, as its documentation would have it: one
 * connection a subtask, shared by all calls, which Lettuce pipelines by itself.
 */
public abstract class LettuceFunction extends RichAsyncFunction<SequencedMessage, CheckedRecord> {

    private final URI redis;
    private transient RedisClient client;
    private transient StatefulRedisConnection<String, String> connection;

    LettuceFunction(URI redis) {
        this.redis = redis;
    }

    @Override
    public void open(OpenContext context) {
        client = RedisClient.create(redis.toString());
        connection = client.connect();
        open(connection);
    }

    /** Prepares what the calls need. */
    abstract void open(StatefulRedisConnection<String, String> connection);

    /** Tracks one message. */
    abstract CompletionStage<CheckedRecord> track(SequencedMessage message);

    @Override
    public final void asyncInvoke(SequencedMessage message, ResultFuture<CheckedRecord> result) {
        track(message)
                .whenComplete(
                        (checked, failure) -> {
                            if (failure == null) {
                                result.complete(List.of(checked));
                            } else {
                                result.completeExceptionally(failure);
                            }
                        });
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
