package com.k2.sequence.demo.feed;

import java.util.EnumMap;
import java.util.Map;

/** How often each kind of fault occurs, as a share of all messages. Never changed. */
public final class FaultRates {

    /** A feed without faults. */
    public static final FaultRates NONE = new FaultRates(Map.of());

    private final Map<FaultKind, Double> shares = new EnumMap<>(FaultKind.class);

    /**
     * @param shares the share of each kind, from 0 to 1 and together at most 1; kinds left out do
     *     not occur
     */
    public FaultRates(Map<FaultKind, Double> shares) {
        double total = 0;
        for (Map.Entry<FaultKind, Double> entry : shares.entrySet()) {
            if (!(entry.getValue() >= 0)) {
                throw new IllegalArgumentException(
                        "the share of a fault is never negative, not "
                                + entry.getValue()
                                + " for "
                                + entry.getKey());
            }
            total += entry.getValue();
        }
        if (total > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "the shares of all faults are at most 1 together, not " + total);
        }
        this.shares.putAll(shares);
    }

    /**
     * Faults of all kinds: gaps most often, resets least.
     *
     * @param share faulty messages among all, from 0 to 1
     */
    public static FaultRates of(double share) {
        return new FaultRates(
                Map.of(
                        FaultKind.GAP, 0.35 * share,
                        FaultKind.RESET, 0.05 * share,
                        FaultKind.DUPLICATE, 0.25 * share,
                        FaultKind.LATE_COPY, 0.2 * share,
                        FaultKind.UNREADABLE, 0.1 * share,
                        FaultKind.UNSEQUENCED, 0.05 * share));
    }

    /**
     * Which fault a message gets.
     *
     * @param draw evenly distributed from 0 to 1
     * @return null where it gets none
     */
    FaultKind kindAt(double draw) {
        double rest = draw;
        for (Map.Entry<FaultKind, Double> entry : shares.entrySet()) {
            rest -= entry.getValue();
            if (rest < 0) {
                return entry.getKey();
            }
        }
        return null;
    }
}
