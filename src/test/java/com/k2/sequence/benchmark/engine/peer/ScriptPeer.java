package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One script a message, which reads, judges and writes in Redis at once. Exact until the job
 * restarts: then Redis is ahead of the messages that come again.
 */
public final class ScriptPeer extends LettuceFunction {

    private static final String SCRIPT = "track.lua";

    private transient RedisAsyncCommands<String, String> commands;
    private transient String sha1;

    public ScriptPeer(URI redis) {
        super(redis);
    }

    @Override
    void open(StatefulRedisConnection<String, String> connection) {
        sha1 = connection.sync().scriptLoad(script());
        commands = connection.async();
    }

    @Override
    CompletionStage<CheckedRecord> track(SequencedMessage message) {
        return commands.<List<Object>>evalsha(
                        sha1,
                        ScriptOutputType.MULTI,
                        new String[] {PeerRows.key(message.instrument())},
                        Long.toString(message.first()),
                        Long.toString(message.timestamp()))
                .thenApply(
                        reply ->
                                new CheckedRecord(
                                        message.record(),
                                        message.instrument(),
                                        verdict(reply),
                                        false));
    }

    private static SequenceVerdict verdict(List<Object> reply) {
        VerdictType type = VerdictType.valueOf((String) reply.get(0));
        long expected = (Long) reply.get(1);
        long missing = (Long) reply.get(2);
        return missing == 0
                ? SequenceVerdict.of(type, expected)
                : new SequenceVerdict(type, expected, missing, severityOf(missing));
    }

    private static GapSeverity severityOf(long missing) {
        TrackingRule rules = TrackingRule.DEFAULT;
        if (missing >= rules.haltThreshold()) {
            return GapSeverity.HALT;
        }
        if (missing >= rules.alertThreshold()) {
            return GapSeverity.ALERT;
        }
        return missing >= rules.logThreshold() ? GapSeverity.LOG : GapSeverity.MINOR;
    }

    private static String script() {
        try (InputStream in = ScriptPeer.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
