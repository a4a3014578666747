package com.k2.sequence.tracking;

import com.k2.sequence.tracking.verdict.SequenceVerdict;

/**
 * What one message does to its key.
 *
 * @param verdict what it is
 * @param state what is remembered after it; the very state given where the message leaves it as it
 *     was
 */
public record SequenceTransition(SequenceVerdict verdict, SequenceState state) {}
