package com.k2.sequence.tracking;

import com.k2.sequence.tracking.SeriesExtras.EndedEpoch;
import com.k2.sequence.tracking.rule.NumberCycle;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes and reads those parts of a {@link SeriesMemory} that are more than a number, as {@link
 * StateFields} has them.
 */
final class SeriesText {

    /** What the state of a remembered gap is called, as long as it is not closed. */
    private static final String OPEN = "OPEN";

    private SeriesText() {}

    /**
     * Ranges of the venue's numbers, {@code 1002-1004 1010}, or links of a chain, {@code 15>22}.
     */
    static String ranges(OpenGaps gaps, NumberCycle cycle) {
        StringJoiner all = new StringJoiner(" ");
        for (int i = 0; i < gaps.size(); i++) {
            all.add(range(gaps.links(), number(gaps.from(i), cycle), number(gaps.to(i), cycle)));
        }
        return all.toString();
    }

    static String range(boolean link, long first, long last) {
        if (link) {
            return first + ">" + last;
        }
        return first == last ? Long.toString(first) : first + "-" + last;
    }

    private static long number(long position, NumberCycle cycle) {
        return cycle == null ? position : cycle.number(position);
    }

    /**
     * The remembered gaps, oldest first, with a semicolon between them: of each the place of the
     * message that revealed it, its log time, its state, and the ranges of positions that are
     * missing, with commas in between.
     */
    static String tickets(OpenGaps gaps) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < gaps.size(); i++) {
            GapTicket ticket = gaps.ticket(i);
            if (i > 0 && ticket == gaps.ticket(i - 1)) {
                all.append(' ');
            } else {
                if (i > 0) {
                    all.append(';');
                }
                all.append(ticket.place())
                        .append(',')
                        .append(EpochNanos.format(ticket.openedAt()))
                        .append(',')
                        .append(OPEN)
                        .append(',');
            }
            all.append(range(gaps.links(), gaps.from(i), gaps.to(i)));
        }
        return all.toString();
    }

    /**
     * Reads what {@link #tickets} wrote.
     *
     * @throws IllegalArgumentException if it is not in that form
     */
    static OpenGaps gaps(String text) {
        OpenGaps gaps = new OpenGaps(text.indexOf('>') >= 0);
        for (String gap : text.split(";", -1)) {
            String[] parts = gap.split(",", -1);
            if (parts.length != 4 || parts[0].isEmpty() || !parts[2].equals(OPEN)) {
                throw new IllegalArgumentException("not a remembered gap: " + gap);
            }
            GapTicket ticket = new GapTicket(parts[0], EpochNanos.parse(parts[1]));
            for (String range : parts[3].split(" ", -1)) {
                add(range, ticket, gaps);
            }
        }
        if (!tickets(gaps).equals(text)) {
            throw new IllegalArgumentException("not as it would be written: " + text);
        }
        return gaps;
    }

    private static void add(String range, GapTicket ticket, OpenGaps gaps) {
        int end = range.indexOf(gaps.links() ? '>' : '-', 1);
        long first = Long.parseLong(end < 0 ? range : range.substring(0, end));
        long last = end < 0 ? first : Long.parseLong(range.substring(end + 1));
        boolean rises = gaps.size() == 0 || first >= gaps.to(gaps.size() - 1);
        if (!rises || (gaps.links() ? last <= first : last < first)) {
            throw new IllegalArgumentException("not ranges that rise: " + range);
        }
        gaps.add(first, last, ticket);
    }

    /** Earlier epochs, oldest first: of each its name in URL encoding and when it ended. */
    static String epochs(List<EndedEpoch> epochs) {
        StringJoiner all = new StringJoiner(" ");
        for (EndedEpoch ended : epochs) {
            all.add(
                    URLEncoder.encode(ended.epoch(), StandardCharsets.UTF_8)
                            + '@'
                            + EpochNanos.format(ended.ended()));
        }
        return all.toString();
    }

    /**
     * Reads what {@link #epochs} wrote.
     *
     * @throws IllegalArgumentException if it is not in that form
     */
    static List<EndedEpoch> epochs(String text) {
        List<EndedEpoch> epochs = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            int at = word.lastIndexOf('@');
            if (at < 0) {
                throw new IllegalArgumentException("not an earlier epoch: " + word);
            }
            epochs.add(
                    new EndedEpoch(
                            URLDecoder.decode(word.substring(0, at), StandardCharsets.UTF_8),
                            EpochNanos.parse(word.substring(at + 1))));
        }
        if (epochs.size() > SeriesExtras.EPOCHS || !epochs(epochs).equals(text)) {
            throw new IllegalArgumentException("not as it would be written: " + text);
        }
        return epochs;
    }

    /** A run of lower messages: where it began, where it is, and how many there were. */
    static String run(SeriesExtras extras) {
        return extras.runFirst + " " + extras.runLast + " " + extras.runLength;
    }

    /**
     * Reads what {@link #run} wrote.
     *
     * @throws IllegalArgumentException if it is not in that form
     */
    static void readRun(String text, SeriesExtras into) {
        String[] words = text.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("not a run: " + text);
        }
        into.runFirst = Long.parseLong(words[0]);
        into.runLast = Long.parseLong(words[1]);
        into.runLength = Integer.parseInt(words[2]);
        if (into.runLength < 1 || !run(into).equals(text)) {
            throw new IllegalArgumentException("not a run: " + text);
        }
    }

    /** How numbers wrap: the modulus and what it wraps to. */
    static String cycle(NumberCycle cycle) {
        return cycle.modulus() + " " + cycle.wrapsTo();
    }

    /**
     * Reads what {@link #cycle} wrote.
     *
     * @throws IllegalArgumentException if it is not in that form
     */
    static NumberCycle cycle(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("not a modulus and what it wraps to: " + text);
        }
        NumberCycle cycle = new NumberCycle(Long.parseLong(words[0]), Long.parseLong(words[1]));
        if (!cycle(cycle).equals(text)) {
            throw new IllegalArgumentException("not as it would be written: " + text);
        }
        return cycle;
    }
}
