package com.k2.sequence.kafka;

/** A command did not get into the control topic; the message says why and what to change. */
public final class ControlTopicException extends RuntimeException {

    ControlTopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
