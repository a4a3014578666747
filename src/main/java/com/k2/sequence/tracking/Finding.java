package com.k2.sequence.tracking;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.verdict.GapChanges;
import com.k2.sequence.tracking.verdict.ResetCause;
import com.k2.sequence.tracking.verdict.VerdictDetail;

/**
 * Gathers what the larger rule finds in one message, until the verdict is made of it. There is one
 * only for a message that changes what is missing, or is unusual in another way.
 */
final class Finding {

    private ResetCause cause;
    private boolean heartbeat;
    private long comesNext = SequenceNumbers.NO_NUMBER;
    private long missing;
    private String missingRanges;
    private long filled;
    private long skipped;
    private StringBuilder fills;
    private GapTicket newest;
    private int opened;
    private int closed;
    private int cut;
    private int healed;
    private int forgotten;

    Finding ofHeartbeat(long next) {
        heartbeat = true;
        comesNext = next;
        return this;
    }

    void reset(ResetCause by) {
        cause = by;
    }

    /** So many are missing; 0 where that can't be known. */
    void missing(long count, String ranges) {
        missing = count;
        missingRanges = ranges;
    }

    void opened() {
        opened++;
    }

    /** A part of a gap has come. */
    void filled(GapTicket gap, long numbers) {
        filled = plus(filled, numbers);
        if (gap != newest) {
            newest = gap;
            fills = fills == null ? new StringBuilder() : fills.append(' ');
            fills.append(gap.place());
        }
    }

    /** A part of a gap will not come. */
    void skipped(long numbers) {
        skipped = plus(skipped, numbers);
    }

    void closed() {
        closed++;
    }

    void cut(int gaps) {
        cut += gaps;
    }

    void healed(int gaps) {
        healed += gaps;
    }

    void forgotten() {
        forgotten++;
    }

    boolean fills() {
        return fills != null;
    }

    VerdictDetail detail(boolean expectedDuplicate) {
        return new VerdictDetail(
                heartbeat,
                comesNext,
                expectedDuplicate,
                cause,
                false,
                missing,
                missingRanges,
                filled,
                skipped,
                fills == null ? null : fills.toString(),
                opened + closed + cut + healed + forgotten == 0
                        ? GapChanges.NONE
                        : new GapChanges(opened, closed, cut, healed, forgotten));
    }

    /** The sum, at most {@link Long#MAX_VALUE}. */
    static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
