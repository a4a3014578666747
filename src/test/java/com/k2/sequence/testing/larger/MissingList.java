package com.k2.sequence.testing.larger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a series lacks, in the order in which it was revealed: intervals of positions or links of a
 * chain. The parts of a gap that was split stand in its place.
 */
final class MissingList {

    /**
     * One interval.
     *
     * @param from the first number; of a link, the id before what is missing
     * @param to the last number; of a link, the last id that is missing
     * @param place of the message that revealed it
     */
    record Part(BigInteger from, BigInteger to, String place) {}

    /**
     * What a message took out of the list.
     *
     * @param numbers how many numbers; of links, how many became smaller
     * @param places where they were revealed, null for none
     */
    record Taken(BigInteger numbers, String places) {

        boolean something() {
            return numbers.signum() > 0;
        }
    }

    private List<Part> parts = new ArrayList<>();

    List<Part> parts() {
        return List.copyOf(parts);
    }

    void clear() {
        parts.clear();
    }

    void add(BigInteger from, BigInteger to, String place) {
        parts.add(new Part(from, to, place));
    }

    /**
     * Forgets the oldest beyond so many; the highest position of them, null where there is none.
     */
    BigInteger forgetBeyond(int most) {
        BigInteger highest = null;
        while (parts.size() > most) {
            BigInteger to = parts.remove(0).to;
            highest = highest == null ? to : highest.max(to);
        }
        return highest;
    }

    /** Takes numbers out. */
    Taken takeNumbers(BigInteger first, BigInteger last) {
        BigInteger count = BigInteger.ZERO;
        Set<String> places = new LinkedHashSet<>();
        List<Part> left = new ArrayList<>();
        for (Part part : parts) {
            BigInteger from = part.from.max(first);
            BigInteger to = part.to.min(last);
            if (from.compareTo(to) > 0) {
                left.add(part);
                continue;
            }
            count = count.add(to.subtract(from)).add(BigInteger.ONE);
            places.add(part.place);
            if (part.from.compareTo(from) < 0) {
                left.add(new Part(part.from, from.subtract(BigInteger.ONE), part.place));
            }
            if (to.compareTo(part.to) < 0) {
                left.add(new Part(to.add(BigInteger.ONE), part.to, part.place));
            }
        }
        parts = left;
        return taken(count, places);
    }

    /** Takes the link of a message out of the gap in which it lies. */
    Taken takeLink(BigInteger previous, BigInteger id) {
        if (previous.compareTo(id) >= 0) {
            return taken(BigInteger.ZERO, Set.of());
        }
        for (int i = 0; i < parts.size(); i++) {
            Part gap = parts.get(i);
            if (gap.from.compareTo(previous) <= 0 && id.compareTo(gap.to) <= 0) {
                parts.remove(i);
                if (id.compareTo(gap.to) < 0) {
                    parts.add(i, new Part(id, gap.to, gap.place));
                }
                if (gap.from.compareTo(previous) < 0) {
                    parts.add(i, new Part(gap.from, previous, gap.place));
                }
                return taken(BigInteger.ONE, Set.of(gap.place));
            }
        }
        return taken(BigInteger.ZERO, Set.of());
    }

    /** Takes out what a message covers that follows a lower id than the last one known. */
    Taken takeLinksFrom(BigInteger previous) {
        BigInteger count = BigInteger.ZERO;
        Set<String> places = new LinkedHashSet<>();
        List<Part> left = new ArrayList<>();
        for (Part gap : parts) {
            if (gap.to.compareTo(previous) <= 0) {
                left.add(gap);
                continue;
            }
            count = count.add(BigInteger.ONE);
            places.add(gap.place);
            if (gap.from.compareTo(previous) < 0) {
                left.add(new Part(gap.from, previous, gap.place));
            }
        }
        parts = left;
        return taken(count, places);
    }

    private static Taken taken(BigInteger count, Set<String> places) {
        return new Taken(count, places.isEmpty() ? null : String.join(" ", places));
    }
}
