package com.k2.sequence.decode.avro;

/** The registry gave no answer, or an unusable one; the message says what and where. */
public final class RegistryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unavailable;

    /**
     * @param unavailable whether the registry gives no answer now, and may give one later
     */
    RegistryException(String message, boolean unavailable) {
        super(message);
        this.unavailable = unavailable;
    }

    /** Whether the registry gives no answer now, and may give one later. */
    public boolean isUnavailable() {
        return unavailable;
    }
}
