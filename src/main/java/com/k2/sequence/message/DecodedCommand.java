package com.k2.sequence.message;

/** The result of decoding a record of the control topic: one of two. */
public sealed interface DecodedCommand permits Command, DeadLetter {}
