package com.k2.sequence.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what was probably meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate that is most like a word, whatever its case.
     *
     * @param candidates at least one
     */
    public static String to(String word, Collection<String> candidates) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String lower = word.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(
                        Comparator.<String>comparingInt(
                                        candidate ->
                                                distance.apply(
                                                        lower, candidate.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
