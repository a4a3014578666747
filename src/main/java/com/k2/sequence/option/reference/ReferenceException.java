package com.k2.sequence.option.reference;

/** A reference leads nowhere. The message says which and why, and nothing of the value it is in. */
public final class ReferenceException extends IllegalArgumentException {

    ReferenceException(String message) {
        super(message);
    }
}
