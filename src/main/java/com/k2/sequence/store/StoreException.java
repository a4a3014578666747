package com.k2.sequence.store;

/**
 * A round trip to the store failed. The message names the server and what to change, no secrets.
 */
public final class StoreException extends RuntimeException {

    private final boolean retryable;

    /**
     * @param retryable whether the same round trip may succeed later
     */
    public StoreException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether the same round trip may succeed later without anybody changing an option. */
    public boolean isRetryable() {
        return retryable;
    }
}
