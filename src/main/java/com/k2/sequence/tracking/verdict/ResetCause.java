package com.k2.sequence.tracking.verdict;

import java.util.Locale;

/** Why a message is a reset. */
public enum ResetCause {
    RATIO,
    FLOOR,
    RUN,
    SCHEDULE,
    MARK,
    EPOCH,
    SNAPSHOT,
    CHAIN;

    /** As events name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
