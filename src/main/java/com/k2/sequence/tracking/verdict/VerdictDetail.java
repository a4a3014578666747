package com.k2.sequence.tracking.verdict;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import java.io.Serializable;

/**
 * What the larger rule says of a message beyond type, expected number and size. Every verdict of
 * that rule has one, but for a {@link VerdictType#NORMAL} message that changes nothing of what is
 * missing.
 *
 * @param heartbeat whether the message was a heartbeat; it stands also on a gap or a reset that one
 *     reveals
 * @param comesNext the number that a heartbeat which reveals something says comes next; {@link
 *     SequenceNumbers#NO_NUMBER} on every other message
 * @param expectedDuplicate whether a {@link VerdictType#DUPLICATE} is one that the feed may send
 * @param cause why the message is a {@link VerdictType#RESET}; null on every other verdict
 * @param staleEpoch whether a {@link VerdictType#OUT_OF_ORDER} message is of an earlier epoch
 * @param missing how many numbers it revealed as missing, from 0: the size of a gap, or what a
 *     reset leaves missing; 0 where that can't be known
 * @param missingRanges the same as ranges of the venue's numbers, blank-separated ({@code 1002-1004
 *     1010}), or as links of a chain ({@code 15>22}); null where there are none
 * @param filled how many missing numbers it brought (in a chain: gaps that it made smaller), from 0
 * @param skipped how many numbers that were missing it says will not come, from 0
 * @param fills the places of the messages that revealed the gaps it fills, blank-separated, oldest
 *     first; null where it fills none
 * @param gaps what became of remembered gaps, never null
 */
public record VerdictDetail(
        boolean heartbeat,
        long comesNext,
        boolean expectedDuplicate,
        ResetCause cause,
        boolean staleEpoch,
        long missing,
        String missingRanges,
        long filled,
        long skipped,
        String fills,
        GapChanges gaps)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a duplicate or a late message of which there is nothing to say. */
    public static final VerdictDetail NONE = plain(false, false, false);

    /** Of a heartbeat that says nothing new. */
    public static final VerdictDetail HEARTBEAT = plain(true, false, false);

    /** Of a duplicate that the feed may send. */
    public static final VerdictDetail EXPECTED_DUPLICATE = plain(false, true, false);

    /** Of a late message of an earlier epoch. */
    public static final VerdictDetail STALE_EPOCH = plain(false, false, true);

    /** Why the message is out of order, as events name it. */
    public String lateness() {
        return staleEpoch ? "stale-epoch" : "late";
    }

    private static VerdictDetail plain(
            boolean heartbeat, boolean expectedDuplicate, boolean staleEpoch) {
        return new VerdictDetail(
                heartbeat,
                SequenceNumbers.NO_NUMBER,
                expectedDuplicate,
                null,
                staleEpoch,
                0,
                null,
                0,
                0,
                null,
                GapChanges.NONE);
    }
}
