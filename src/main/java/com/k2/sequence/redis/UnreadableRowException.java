package com.k2.sequence.redis;

/** A row is there but can't be read; the message names the field and what it holds. */
final class UnreadableRowException extends Exception {

    UnreadableRowException(String message) {
        super(message);
    }
}
