package com.k2.sequence.message;

/** What becomes of a record of the control topic: one of the two. */
public sealed interface DecodedCommand permits ControlCommand, DeadLetter {}
