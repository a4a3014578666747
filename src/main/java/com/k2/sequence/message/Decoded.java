package com.k2.sequence.message;

/** What becomes of a record that was read: one of the three. */
public sealed interface Decoded permits SequencedMessage, UnsequencedMessage, DeadLetter {}
