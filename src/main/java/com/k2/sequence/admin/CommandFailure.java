package com.k2.sequence.admin;

/** A command can't do what it was asked to; the message is one line for the person who asked. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }
}
