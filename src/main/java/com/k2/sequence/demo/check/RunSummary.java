package com.k2.sequence.demo.check;

import com.k2.sequence.demo.feed.Outcome;
import com.k2.sequence.demo.feed.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares what a run was fed with its outputs.
 *
 * @param expectedHeading what the expected counts are, in a word or two
 * @param expected the outcomes that the messages must have
 * @param found the outcomes in the output topics
 * @param states the rows in Redis, compared
 * @param note replaces the last line if everything is as expected; null for none
 */
public record RunSummary(
        String expectedHeading, Tally expected, OutputTally found, StateCheck states, String note) {

    private static final int MOST_DIFFERENCES = 10;
    private static final String ROW = "%-20s %15s %15s %15s  %s";
    private static final String NOT_SHOWN = "-";

    /** A run without a note. */
    public RunSummary(
            String expectedHeading, Tally expected, OutputTally found, StateCheck states) {
        this(expectedHeading, expected, found, states, null);
    }

    /** Everything that is not as expected, one sentence each; empty if there is nothing. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            for (Outcome.Place place : Outcome.Place.values()) {
                if (outcome.isShownIn(place) && difference(outcome, place) != 0) {
                    differences.add(
                            String.format(
                                    Locale.ROOT,
                                    "%s: %,d expected, %,d found in the %s",
                                    outcome.label().strip(),
                                    expected.count(outcome),
                                    found(place).count(outcome),
                                    place.label()));
                }
            }
        }
        if (found.firstStray() != null) {
            differences.add("a record where none like it belongs: " + found.firstStray());
        }
        differences.addAll(states.differences());
        return differences;
    }

    /** The summary for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                                Locale.ROOT,
                                ROW,
                                "",
                                expectedHeading,
                                "in own topic",
                                "in sequenced",
                                "")
                        .stripTrailing());
        for (Outcome outcome : Outcome.values()) {
            if (isWorthALine(outcome)) {
                lines.add(line(outcome));
            }
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "rows in Redis",
                        number(states.equal() + states.differences().size()),
                        NOT_SHOWN,
                        NOT_SHOWN,
                        number(states.equal()) + " equal"));
        lines.addAll(verdict(differences()));
        return lines;
    }

    private String line(Outcome outcome) {
        boolean equal = true;
        List<String> cells = new ArrayList<>();
        for (Outcome.Place place : Outcome.Place.values()) {
            boolean shown = outcome.isShownIn(place);
            cells.add(shown ? number(found(place).count(outcome)) : NOT_SHOWN);
            equal &= !shown || difference(outcome, place) == 0;
        }
        return String.format(
                Locale.ROOT,
                ROW,
                outcome.label(),
                number(expected.count(outcome)),
                cells.get(0),
                cells.get(1),
                equal ? "equal" : "DIFFERENT");
    }

    private List<String> verdict(List<String> differences) {
        if (differences.isEmpty()) {
            return List.of("", note == null ? "Everything was found, and nothing else." : note);
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT, "NOT as it should be, in %,d ways:", differences.size()));
        differences.stream().limit(MOST_DIFFERENCES).forEach(line -> lines.add("  " + line));
        if (differences.size() > MOST_DIFFERENCES) {
            lines.add("  ...");
        }
        return lines;
    }

    private boolean isWorthALine(Outcome outcome) {
        return expected.count(outcome) != 0
                || found.ownTopics().count(outcome) != 0
                || found.sequenced().count(outcome) != 0;
    }

    private long difference(Outcome outcome, Outcome.Place place) {
        return found(place).count(outcome) - expected.count(outcome);
    }

    private Tally found(Outcome.Place place) {
        return switch (place) {
            case OWN_TOPIC -> found.ownTopics();
            case SEQUENCED -> found.sequenced();
        };
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
