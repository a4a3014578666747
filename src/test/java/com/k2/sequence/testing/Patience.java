package com.k2.sequence.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what must happen. One limit for all of them, far beyond what a busy
 * machine needs: a test that passes never waits that long, and one that fails says what it waited
 * for.
 */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(5);

    /** The limit as the value of an option. */
    public static final String OPTION = LIMIT.toMinutes() + " min";

    private Patience() {}

    /** Waits up to the limit for a condition that is named next. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }
}
