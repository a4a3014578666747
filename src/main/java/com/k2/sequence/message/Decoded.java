package com.k2.sequence.message;

/** The result of decoding a record: one of these. */
public sealed interface Decoded
        permits SequencedMessage, UnsequencedMessage, DeadLetter, DecodedBatch {}
