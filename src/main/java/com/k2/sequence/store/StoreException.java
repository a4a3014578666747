package com.k2.sequence.store;

import com.k2.sequence.store.OutageReason.Remedy;
import java.util.Objects;

/**
 * A round trip to the store failed. The message names the server and what to change, no secrets.
 */
public final class StoreException extends RuntimeException {

    private final OutageReason reason;

    /**
     * @param reason never null
     */
    public StoreException(String message, OutageReason reason, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public OutageReason reason() {
        return reason;
    }

    /** Whether the same round trip may succeed later without anybody changing an option. */
    public boolean isRetryable() {
        return reason.remedy() == Remedy.RETRY;
    }
}
