package com.k2.sequence.decode.avro;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Bounds the time spent on look-ups of invented ids. A look-up blocks its source, so a stream of
 * messages with random ids would leave little time for the others. Look-ups of <em>far</em> ids
 * that find no schema may take 10 s at once and a tenth of the time after that. Beyond it a far id
 * is refused without asking.
 *
 * <p>This refuses no id that is in use, because registries count ids up: a new schema's id is near
 * those that were found before (or near 0), and near ids are always asked for. Their number is
 * bounded. If somebody chose the ids of a registry, a far one may be genuine. It is asked for while
 * there is budget. Beyond the budget it is asked for with the second message that has it, which is
 * unlikely for a random id, on credit of another 10 s. So only the first message with such an id,
 * within a stream of invented ones, can become a dead letter without asking, and its dead letter
 * says so.
 *
 * <p>Not thread-safe.
 */
final class LookupBudget {

    /** More than the distance of ids that a registry assigns, less than that of random ones. */
    static final int NEAR = 10_000;

    private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SHARE = 10;
    private static final int MAX_REMEMBERED = 10_000;

    private final LongSupplier nanoClock;
    private final NavigableSet<Integer> found = new TreeSet<>(Set.of(0));
    private final Set<Integer> refusedUnasked =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                            return size() > MAX_REMEMBERED;
                        }
                    });

    private long leftNanos = MOST_NANOS;
    private long countedAt;

    LookupBudget(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.countedAt = nanoClock.getAsLong();
    }

    /** Whether an id that is not known may be asked for; remembered where it may not. */
    boolean allows(int id) {
        if (isNear(id)) {
            return true;
        }
        long now = nanoClock.getAsLong();
        leftNanos = Math.min(MOST_NANOS, leftNanos + (now - countedAt) / SHARE);
        countedAt = now;
        if (leftNanos > 0) {
            return true;
        }
        return !refusedUnasked.add(id) && leftNanos > -MOST_NANOS;
    }

    private boolean isNear(int id) {
        Integer below = found.floor(id);
        Integer above = found.ceiling(id);
        return below != null && id - below <= NEAR || above != null && above - id <= NEAR;
    }

    /** A look-up has found a schema. */
    void found(int id) {
        if (found.size() < MAX_REMEMBERED) {
            found.add(id);
        }
        refusedUnasked.remove(id);
    }

    /** A look-up has found no schema, and has taken so many nanoseconds. */
    void wasted(int id, long nanos) {
        refusedUnasked.remove(id);
        if (!isNear(id)) {
            // Waiting for an unavailable registry may take longer than the credit.
            leftNanos = Math.max(-MOST_NANOS, leftNanos - nanos);
        }
    }
}
