package com.k2.sequence.tracking.verdict;

import java.util.EnumMap;
import java.util.Map;

/**
 * The kinds of events that the job raises. All names of a kind derive from its word: the option
 * {@code sink.<word>.topic}, the side output, the uid and the transactional ids of its sink, and
 * its metric. Savepoints and dashboards rely on them, so a word never changes.
 */
public enum EventKind {
    GAP("gaps", "gap events", VerdictType.GAP),
    RESET("resets", "reset events", VerdictType.RESET),
    DUPLICATE("duplicates", "duplicate events", VerdictType.DUPLICATE),
    OUT_OF_ORDER("out-of-order", "out-of-order events", VerdictType.OUT_OF_ORDER);

    private static final Map<VerdictType, EventKind> BY_VERDICT = byVerdict();

    private final String word;
    private final String content;
    private final VerdictType verdict;

    /**
     * @param word lower case, its parts joined by hyphens
     * @param content what the output holds, for the help of its option
     * @param verdict that raises the event; null where no verdict does
     */
    EventKind(String word, String content, VerdictType verdict) {
        this.word = word;
        this.content = content;
        this.verdict = verdict;
    }

    /** The kind of event that a verdict raises; null for NORMAL, which raises none. */
    public static EventKind of(VerdictType verdict) {
        return BY_VERDICT.get(verdict);
    }

    /** The kind's name in options, side outputs, operator uids and transactional ids. */
    public String word() {
        return word;
    }

    /** What the output holds, in words that complete a sentence. */
    public String content() {
        return content;
    }

    /** The verdict that raises the event; null where no verdict does. */
    public VerdictType verdict() {
        return verdict;
    }

    /** The name of the metric that counts these events. */
    public String metricName() {
        return word.replace('-', '_');
    }

    private static Map<VerdictType, EventKind> byVerdict() {
        Map<VerdictType, EventKind> kinds = new EnumMap<>(VerdictType.class);
        for (EventKind kind : values()) {
            if (kind.verdict != null) {
                kinds.put(kind.verdict, kind);
            }
        }
        return kinds;
    }
}
