package com.k2.sequence.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000;

    private final RateLimit limit = new RateLimit(2, Duration.ofSeconds(10));

    @Test
    void letsThatManyThroughInAnInterval() {
        assertThat(limit.suppressedBefore(0)).isZero();
        assertThat(limit.suppressedBefore(9 * SECOND)).isZero();
        assertThat(limit.suppressedBefore(9 * SECOND)).isEqualTo(RateLimit.SUPPRESS);
    }

    @Test
    void tellsHowManyWereSuppressedOnce() {
        limit.suppressedBefore(0);
        limit.suppressedBefore(0);
        limit.suppressedBefore(1);
        limit.suppressedBefore(10 * SECOND - 1);

        assertThat(limit.suppressedBefore(10 * SECOND)).isEqualTo(2);
        assertThat(limit.suppressedBefore(10 * SECOND)).isZero();
    }

    @Test
    void beginsAnIntervalWithItsFirstLine() {
        limit.suppressedBefore(0);
        limit.suppressedBefore(15 * SECOND);
        limit.suppressedBefore(24 * SECOND);

        assertThat(limit.suppressedBefore(25 * SECOND - 1)).isEqualTo(RateLimit.SUPPRESS);
        assertThat(limit.suppressedBefore(25 * SECOND)).isEqualTo(1);
    }

    @Test
    void survivesTheClockRunningOverItsEnd() {
        limit.suppressedBefore(Long.MAX_VALUE);
        limit.suppressedBefore(Long.MIN_VALUE);

        assertThat(limit.suppressedBefore(Long.MIN_VALUE + 1)).isEqualTo(RateLimit.SUPPRESS);
        assertThat(limit.suppressedBefore(Long.MIN_VALUE + 10 * SECOND)).isEqualTo(1);
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(0, Duration.ofSeconds(1)))
                .withMessageContaining("0 in PT1S");
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, Duration.ZERO));
    }

    @Property
    void losesNoLineFromItsCount(
            @ForAll @Size(max = 200) List<@IntRange(max = 20) Integer> steps,
            @ForAll @IntRange(min = 1, max = 5) int lines) {
        RateLimit each = new RateLimit(lines, Duration.ofNanos(10));
        long time = 0;
        long written = 0;
        long suppressed = 0;
        long told = 0;
        for (int step : steps) {
            time += step;
            long answer = each.suppressedBefore(time);
            if (answer == RateLimit.SUPPRESS) {
                suppressed++;
            } else {
                written++;
                told += answer;
            }
        }
        long last = each.suppressedBefore(time + 10);

        assertThat(written + suppressed).isEqualTo(steps.size());
        assertThat(told + last).isEqualTo(suppressed);
    }
}
