package com.k2.sequence.io.avro;

/** The registry did not answer, or not as it should; the message says what and where. */
public final class RegistryException extends Exception {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
