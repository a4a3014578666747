package com.k2.sequence.testing.larger;

import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.ResetSchedule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.math.BigDecimal;

/** Makes a rule, option by option. */
public final class LargerRules {

    private final String scheme;
    private BigDecimal ratio;
    private NumberCycle cycle;
    private HeartbeatNumber heartbeat = HeartbeatNumber.NONE;
    private long firstNumber = SequenceNumbers.NO_NUMBER;
    private boolean duplicatesExpected;
    private long floor = SequenceNumbers.NO_NUMBER;
    private int run;
    private ResetSchedule schedule;
    private int memory;
    private GapSeverity unknown = GapSeverity.ALERT;

    private LargerRules(String scheme) {
        this.scheme = scheme;
        this.ratio = new BigDecimal(scheme.equals("contiguous") ? "0.5" : "0");
    }

    /**
     * @param scheme contiguous, chained, increasing or none
     */
    public static LargerRules of(String scheme) {
        return new LargerRules(scheme);
    }

    public LargerRules ratio(BigDecimal ratio) {
        this.ratio = ratio;
        return this;
    }

    public LargerRules cycle(NumberCycle cycle) {
        this.cycle = cycle;
        return this;
    }

    public LargerRules wraps(long modulus, long wrapsTo) {
        this.ratio = BigDecimal.ZERO;
        return cycle(new NumberCycle(modulus, wrapsTo));
    }

    public LargerRules heartbeat(HeartbeatNumber heartbeat) {
        this.heartbeat = heartbeat;
        return this;
    }

    public LargerRules firstNumber(long firstNumber) {
        this.firstNumber = firstNumber;
        return this;
    }

    public LargerRules duplicatesExpected(boolean expected) {
        this.duplicatesExpected = expected;
        return this;
    }

    public LargerRules floor(long floor) {
        this.floor = floor;
        return this;
    }

    public LargerRules run(int run) {
        this.run = run;
        return this;
    }

    public LargerRules schedule(ResetSchedule schedule) {
        this.schedule = schedule;
        return this;
    }

    public LargerRules memory(int memory) {
        this.memory = memory;
        return this;
    }

    public LargerRules unknown(GapSeverity unknown) {
        this.unknown = unknown;
        return this;
    }

    public TrackingRule rule() {
        return new TrackingRule(
                switch (scheme) {
                    case "contiguous" -> NumberScheme.CONTIGUOUS;
                    case "chained" -> NumberScheme.CHAINED;
                    case "increasing" -> NumberScheme.INCREASING;
                    default -> NumberScheme.UNNUMBERED;
                },
                ratio,
                10,
                100,
                1000,
                new LargerRule(
                        cycle,
                        heartbeat,
                        firstNumber,
                        duplicatesExpected,
                        new ResetRule(floor, run, schedule),
                        memory,
                        unknown));
    }

    public LargerReader reader() {
        return new LargerReader(scheme, rule());
    }
}
