package com.k2.sequence.audit;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.verdict.GapChanges;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictDetail;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an audit has counted so far, and its first findings. For one thread. */
public final class AuditResult {

    /** So many findings are kept; the others are counted. */
    public static final int MAX_FINDINGS = 1_000;

    private final boolean chained;
    private final long[] verdicts = new long[VerdictType.values().length];
    private final List<AuditFinding> findings = new ArrayList<>();

    private long messages;
    private long unsequenced;
    private long heartbeats;
    private long deadLetters;
    private long keys;
    private long duplicatesExpected;
    private long found;

    private long revealed;
    private long filled;
    private long skipped;

    private long gapsOpened;
    private long gapsOfUnknownSize;
    private long gapsFilled;
    private long gapsCut;
    private long gapsHealed;

    /**
     * @param chained whether gaps have no known size
     */
    AuditResult(boolean chained) {
        this.chained = chained;
    }

    void addUnsequenced(int more) {
        unsequenced += more;
    }

    void addHeartbeats(int more) {
        heartbeats += more;
    }

    void addKeys(int more) {
        keys += more;
    }

    void add(DeadLetter letter) {
        deadLetters++;
        if (findings.size() < MAX_FINDINGS) {
            findings.add(
                    new AuditFinding(
                            letter.record().position().topic()
                                    + '@'
                                    + letter.record().position().offset(),
                            null,
                            null,
                            null,
                            letter));
        }
        found++;
    }

    /**
     * @param epoch of the series after the message; null where it has none
     */
    void add(SequencedMessage message, SequenceVerdict verdict, String epoch) {
        VerdictDetail detail = verdict.detail();
        VerdictType type = verdict.type();
        if (detail != null) {
            count(detail);
            if (type == VerdictType.DUPLICATE && detail.expectedDuplicate()) {
                messages++;
                duplicatesExpected++;
                return;
            }
        }
        boolean heartbeat = detail != null && detail.heartbeat();
        if (heartbeat || type == VerdictType.HEARTBEAT) {
            heartbeats++;
        } else {
            messages++;
        }
        verdicts[type.ordinal()]++;
        if (type == VerdictType.NORMAL || type == VerdictType.HEARTBEAT) {
            return;
        }
        if (type == VerdictType.GAP || verdict.missing() > 0) {
            gap(verdict.missing());
        }
        if (findings.size() < MAX_FINDINGS) {
            findings.add(
                    new AuditFinding(
                            RecordedMessage.place(message), message, verdict, epoch, null));
        }
        found++;
    }

    private void gap(long size) {
        gapsOpened++;
        if (size == 0) {
            gapsOfUnknownSize++;
        } else {
            revealed = plus(revealed, size);
        }
    }

    private void count(VerdictDetail detail) {
        filled = plus(filled, detail.filled());
        skipped = plus(skipped, detail.skipped());
        GapChanges gaps = detail.gaps();
        gapsFilled += gaps.filled();
        gapsCut += gaps.cut();
        gapsHealed += gaps.healed();
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Messages judged, heartbeats apart. */
    public long messages() {
        return messages;
    }

    /** Readable messages without a number, and those that are not the feed's. */
    public long unsequenced() {
        return unsequenced;
    }

    public long heartbeats() {
        return heartbeats;
    }

    public long deadLetters() {
        return deadLetters;
    }

    /** How many series there were. */
    public long keys() {
        return keys;
    }

    /** How many messages have a verdict; of DUPLICATE those that the feed may not send. */
    public long verdicts(VerdictType type) {
        return verdicts[type.ordinal()];
    }

    public long duplicatesExpected() {
        return duplicatesExpected;
    }

    /** Numbers that never came. */
    public long missing() {
        return chained ? 0 : Math.max(0, revealed - filled - skipped);
    }

    /** Numbers that came late; in a chain, messages that did. */
    public long filled() {
        return filled;
    }

    public long gapsOpened() {
        return gapsOpened;
    }

    public long gapsOfUnknownSize() {
        return gapsOfUnknownSize;
    }

    /** Gaps that were closed by late messages. */
    public long gapsFilled() {
        return gapsFilled;
    }

    /** Gaps that a restart of their series closed. */
    public long gapsCut() {
        return gapsCut;
    }

    /** Gaps that a snapshot closed. */
    public long gapsHealed() {
        return gapsHealed;
    }

    /** Whether something never came: numbers, or what a gap of unknown size lacks. */
    public boolean hasLoss() {
        return missing() > 0 || gapsOfUnknownSize > 0 && gapsOfUnknownSize > gapsFilled;
    }

    /** Whether there was anything but messages in order, heartbeats and expected duplicates. */
    public boolean hasFindings() {
        return found > 0;
    }

    /** How many findings there were; {@link #findings} are the first of them. */
    public long found() {
        return found;
    }

    public List<AuditFinding> findings() {
        return Collections.unmodifiableList(findings);
    }
}
