package com.k2.sequence.benchmark.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One figure, measured once a round. Never changed.
 *
 * <p>The middle is what counts; smallest and largest stand beside it, so that nobody reads more
 * into a difference than the rounds differ among themselves.
 */
public final class Samples {

    private final double[] rounds;
    private final double[] sorted;

    private Samples(double[] rounds) {
        if (rounds.length == 0) {
            throw new IllegalArgumentException("a figure needs at least one round");
        }
        this.rounds = rounds;
        this.sorted = rounds.clone();
        Arrays.sort(sorted);
    }

    /**
     * @param rounds at least one, in the order in which they were measured
     */
    public static Samples of(double... rounds) {
        return new Samples(rounds.clone());
    }

    /**
     * @param rounds at least one, in the order in which they were measured
     */
    public static Samples of(List<Double> rounds) {
        return new Samples(rounds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public int count() {
        return rounds.length;
    }

    /** The rounds in the order in which they were measured. */
    public double[] rounds() {
        return rounds.clone();
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /**
     * This divided by the other, each round by the same round of the other: what disturbs a whole
     * round falls out.
     *
     * @throws IllegalArgumentException if the rounds are not as many
     */
    public Samples dividedBy(Samples other) {
        if (other.rounds.length != rounds.length) {
            throw new IllegalArgumentException(
                    "rounds are compared one by one, and there are "
                            + rounds.length
                            + " and "
                            + other.rounds.length);
        }
        double[] ratios = new double[rounds.length];
        Arrays.setAll(ratios, round -> rounds[round] / other.rounds[round]);
        return new Samples(ratios);
    }

    /** Every round times a factor, to give it in another unit. */
    public Samples times(double factor) {
        return new Samples(Arrays.stream(rounds).map(round -> round * factor).toArray());
    }

    /**
     * Median and range: {@code 12.3 (11.9–12.8)}; of a single round that alone.
     *
     * @param decimals places after the point
     */
    public String toString(int decimals) {
        String number = "%,." + decimals + "f";
        return rounds.length == 1
                ? String.format(Locale.ROOT, number, rounds[0])
                : String.format(
                        Locale.ROOT,
                        number + " (" + number + "–" + number + ")",
                        median(),
                        min(),
                        max());
    }

    @Override
    public String toString() {
        return toString(2);
    }
}
