package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * One {@code HGETALL} and one {@code HSET} a message. Messages of one key that are under way
 * together read the same state: some verdicts are wrong.
 */
public final class ReadWritePeer extends LettuceFunction {

    private transient SequenceTracker tracker;
    private transient RedisAsyncCommands<String, String> commands;

    public ReadWritePeer(URI redis) {
        super(redis);
    }

    @Override
    void open(StatefulRedisConnection<String, String> connection) {
        tracker = new SequenceTracker(TrackingRule.DEFAULT);
        commands = connection.async();
    }

    @Override
    CompletionStage<CheckedRecord> track(SequencedMessage message) {
        String key = PeerRows.key(message.instrument());
        return commands.hgetall(key)
                .thenCompose(
                        row -> {
                            SequenceTransition transition =
                                    tracker.track(
                                            PeerRows.state(row), message, message.timestamp());
                            return commands.hset(key, PeerRows.row(transition.state()))
                                    .thenApply(added -> PeerRows.checked(message, transition));
                        });
    }
}
