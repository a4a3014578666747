package com.k2.sequence.config.source;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.rule.ResetSchedule.Time;
import java.time.Duration;
import java.util.List;

/** Reads the rule that a source asks for beyond the default one. */
final class NumberingReader {

    /** Messages that continue each other below the last one before they count as a restart. */
    private static final int DEFAULT_RESET_RUN = 10;

    private final OptionReader options;
    private final NumberingScheme scheme;

    /**
     * @param options of one source
     */
    NumberingReader(OptionReader options) {
        this.options = options;
        this.scheme = options.get(NumberingOptions.SCHEME);
    }

    /** Whether the source asks for anything beyond the default rule. */
    boolean isAsked() {
        return NumberingOptions.all().stream().anyMatch(options::isGiven);
    }

    NumberingScheme scheme() {
        return scheme;
    }

    /** Whether a lower number says nothing of a restart, unless the source says otherwise. */
    boolean hasNoRatio() {
        return scheme == NumberingScheme.CHAINED
                || scheme == NumberingScheme.INCREASING
                || options.isGiven(NumberingOptions.MODULUS);
    }

    /** Of use only if there were no problems. */
    LargerRule rule() {
        NumberCycle cycle = cycle();
        int gapMemory = gapMemory();
        return new LargerRule(
                cycle,
                heartbeatNumber(),
                firstNumber(cycle),
                options.get(NumberingOptions.DUPLICATES) == NumberingOptions.Expectation.EXPECTED,
                new ResetRule(
                        fromZero(NumberingOptions.RESET_FLOOR), resetRun(gapMemory), schedule()),
                gapMemory,
                options.get(NumberingOptions.UNKNOWN_GAP_SEVERITY));
    }

    /** Where the numbers wrap; null where they don't, or where the options of it are wrong. */
    NumberCycle cycle() {
        long modulus = fromZero(NumberingOptions.MODULUS);
        long wrapsTo = fromZero(NumberingOptions.WRAPS_TO);
        if (modulus < 0) {
            return null;
        }
        if (modulus > NumberCycle.MAX_MODULUS) {
            options.wrong(NumberingOptions.MODULUS, "must be at most " + NumberCycle.MAX_MODULUS);
            return null;
        }
        if (modulus - 1 <= wrapsTo) {
            options.wrong(
                    NumberingOptions.MODULUS,
                    "must be the largest number + 1, and at least 2 above "
                            + options.keyOf(NumberingOptions.WRAPS_TO)
                            + ", "
                            + wrapsTo);
            return null;
        }
        return new NumberCycle(modulus, wrapsTo);
    }

    private long firstNumber(NumberCycle cycle) {
        long first = fromZero(NumberingOptions.FIRST_NUMBER);
        if (first >= 0 && cycle != null && !cycle.contains(first)) {
            options.wrong(
                    NumberingOptions.FIRST_NUMBER,
                    "must be a number that occurs: from "
                            + cycle.wrapsTo()
                            + " to "
                            + (cycle.modulus() - 1)
                            + " ("
                            + options.keyOf(NumberingOptions.MODULUS)
                            + " is "
                            + cycle.modulus()
                            + ')');
            return SequenceNumbers.NO_NUMBER;
        }
        return first;
    }

    private HeartbeatNumber heartbeatNumber() {
        return options.find(NumberingOptions.HEARTBEAT_NUMBER)
                .orElse(
                        options.isGiven(NumberingOptions.COUNT_FIELD)
                                ? HeartbeatNumber.NEXT
                                : HeartbeatNumber.NONE);
    }

    private int gapMemory() {
        int memory = options.get(NumberingOptions.GAP_MEMORY);
        if (memory < 0 || memory > LargerRule.MAX_GAP_MEMORY) {
            options.wrong(
                    NumberingOptions.GAP_MEMORY, "must be from 0 to " + LargerRule.MAX_GAP_MEMORY);
            return 0;
        }
        return memory;
    }

    private int resetRun(int gapMemory) {
        boolean asksForIt =
                (gapMemory > 0 || scheme != NumberingScheme.CONTIGUOUS)
                        && scheme != NumberingScheme.NONE
                        && options.isGiven(SourceOptions.TIMESTAMP_FIELD);
        int run =
                options.find(NumberingOptions.RESET_RUN).orElse(asksForIt ? DEFAULT_RESET_RUN : 0);
        if (run < 0) {
            options.wrong(NumberingOptions.RESET_RUN, "must be at least 0, which is never");
            return 0;
        }
        return run;
    }

    private ResetSchedule schedule() {
        Duration tolerance = tolerance();
        String times = options.get(NumberingOptions.RESET_AT);
        if (times == null) {
            return null;
        }
        try {
            List<Time> parsed = ResetTimes.parse(times);
            return new ResetSchedule(parsed, tolerance);
        } catch (IllegalArgumentException e) {
            options.wrong(NumberingOptions.RESET_AT, e.getMessage());
            return null;
        }
    }

    private Duration tolerance() {
        Option<Duration> option = NumberingOptions.RESET_AT_TOLERANCE;
        Duration tolerance = options.get(option);
        if (tolerance.isNegative()
                || tolerance.isZero()
                || tolerance.compareTo(ResetSchedule.TOLERANCE_BOUND) >= 0) {
            options.wrong(option, "must be above 0 and less than 12 h");
            return option.defaultValue();
        }
        return tolerance;
    }

    /** The number; {@link SequenceNumbers#NO_NUMBER} where none is given, or a wrong one. */
    private long fromZero(Option<Long> option) {
        Long number = options.get(option);
        if (number == null) {
            return SequenceNumbers.NO_NUMBER;
        }
        if (number < 0) {
            options.wrong(option, "must be at least 0");
            return option.defaultValue() == null
                    ? SequenceNumbers.NO_NUMBER
                    : option.defaultValue();
        }
        return number;
    }
}
