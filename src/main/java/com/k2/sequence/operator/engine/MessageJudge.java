package com.k2.sequence.operator.engine;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequenceEvent;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.operator.buffer.UpdateBuffer;
import com.k2.sequence.operator.buffer.WarmKey;
import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.port.TrackedSequence;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.operator.port.TrackingOutput;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Judges messages by what is known of their keys, and emits what follows. A key that changes goes
 * into {@link WarmKeys}, from where keyed state gets it, and into the {@link UpdateBuffer}, from
 * where the store does. Used by the task's thread.
 */
final class MessageJudge {

    private final WarmKeys warmKeys;
    private final UpdateBuffer buffer;
    private final LongSupplier clock;
    private final TrackingOutput output;
    private final TrackingMetrics metrics;
    private final ControlFloor floor;
    private final SourceRules rules;
    private final GapLog gapLog = new GapLog();

    MessageJudge(List<SourceRule> rules, TaskKeys keys, EnginePorts ports, ControlFloor floor) {
        this.rules = new SourceRules(rules);
        this.warmKeys = keys.warm();
        this.buffer = keys.buffer();
        this.clock = ports.thread()::now;
        this.output = ports.output();
        this.metrics = ports.metrics();
        this.floor = floor;
    }

    /**
     * Judges a message and emits what follows from it. What fails here may be the message's fault;
     * what fails while one waits for the store is not.
     *
     * @param time of the message, by the clock of the stream, or {@link TrackingOutput#NO_TIME}
     * @param known its key; null where it is new
     * @return the key
     */
    WarmKey judge(SequencedMessage message, long time, WarmKey known) throws Exception {
        try {
            return judged(message, time, known);
        } catch (RuntimeException | Error e) {
            output.failed(message.position(), e);
            throw e;
        }
    }

    private WarmKey judged(SequencedMessage message, long time, WarmKey known) throws Exception {
        SourcePosition position = message.position();
        if (known != null && known.wasTrackedBefore(position)) {
            warmKeys.pass(known, position);
            metrics.replayed(message.instrument().exchange());
            emit(message, time, SequenceVerdict.NOTHING_EXPECTED, true);
            return known;
        }
        SequenceTracker tracker = rules.of(message);
        WarmKey key = known == null ? keyFrom(message) : known;
        if (!key.isOfSource(message.source())) {
            rules.meet(message.instrument(), key.takeSource(message.source()), message.source());
        }
        long lastTimestamp = key.lastTimestamp();
        SequenceVerdict verdict = key.judge(tracker, message);
        boolean followsLoss = verdict.type() == VerdictType.GAP && key.isCutOffFrom(position);
        warmKeys.advance(key, position);
        buffer.put(key, clock);
        metrics.judged(message.instrument().exchange(), verdict);
        if (verdict.event() != null) {
            SourcePosition at = followsLoss ? position : position.withoutLoss();
            output.event(event(message, verdict, lastTimestamp, at, key.epoch()), time);
        }
        emit(message, time, verdict, false);
        return key;
    }

    /** A key that starts from its first message, which is yet to be judged. */
    private WarmKey keyFrom(SequencedMessage first) throws Exception {
        return warmKeys.add(
                first.instrument(),
                TrackedSequence.startingWith(null, first.position())
                        .withControl(floor.of(first.instrument())));
    }

    private SequenceEvent event(
            SequencedMessage message,
            SequenceVerdict verdict,
            long lastTimestamp,
            SourcePosition position,
            String epoch) {
        boolean heartbeat = verdict.isOfHeartbeat();
        SequenceEvent event =
                new SequenceEvent(
                        message.instrument(),
                        verdict,
                        heartbeat ? verdict.detail().comesNext() : message.first(),
                        heartbeat ? verdict.detail().comesNext() : message.last(),
                        message.timestamp(),
                        lastTimestamp,
                        position,
                        epoch);
        gapLog.log(event);
        return event;
    }

    private void emit(
            SequencedMessage message, long time, SequenceVerdict verdict, boolean replayed) {
        if (rules.areSequenced(message.source())) {
            output.checked(
                    new CheckedRecord(
                            message.record(),
                            message.instrument(),
                            verdict,
                            replayed,
                            message.index()),
                    time);
        }
    }
}
