package com.k2.sequence.audit;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * What was found at one message: a verdict that says something is wrong, or why the message can't
 * be checked.
 *
 * @param position {@code FILE@line}, from 0, with {@code #index} where the line holds several
 * @param message null on a dead letter
 * @param verdict null on a dead letter
 * @param epoch of the series after the message; null where it has none, and on a dead letter
 * @param deadLetter null where the message was judged
 */
public record AuditFinding(
        String position,
        SequencedMessage message,
        SequenceVerdict verdict,
        String epoch,
        DeadLetter deadLetter) {}
