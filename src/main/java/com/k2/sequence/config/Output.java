package com.k2.sequence.config;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the job writes, each to a topic of its own choice: the records, the events of each {@link
 * EventKind}, the dead letters. One object an output, so that they may be compared by identity.
 */
public final class Output {

    public static final Output SEQUENCED =
            new Output(
                    "sequenced",
                    "every checked message as it came, its verdict in headers, and the unsequenced ones",
                    null);

    public static final Output DEAD_LETTERS =
            new Output(
                    "dead-letters",
                    "messages that can't be checked, with the reason in headers",
                    null);

    private static final Map<EventKind, Output> EVENTS = events();
    private static final List<Output> ALL = inOrder();

    private final String word;
    private final Option<String> topicOption;
    private final EventKind events;

    private Output(String word, String content, EventKind events) {
        this.word = word;
        this.events = events;
        this.topicOption =
                new OptionGroup()
                        .text("sink." + word + ".topic")
                        .describedAs(
                                "Topic of the output '"
                                        + word
                                        + "': "
                                        + content
                                        + ". Without it the output is not written.");
    }

    /** The output of the events of a kind. */
    public static Output of(EventKind kind) {
        return EVENTS.get(kind);
    }

    /** Every output, in the order in which the job defines and documents them. */
    public static List<Output> all() {
        return ALL;
    }

    /** The output's name in options, operator uids and transactional ids. */
    public String word() {
        return word;
    }

    public Option<String> topicOption() {
        return topicOption;
    }

    /** Whether it carries events, so that it may share a topic with other outputs that do. */
    public boolean carriesEvents() {
        return events != null;
    }

    @Override
    public String toString() {
        return word;
    }

    private static Map<EventKind, Output> events() {
        Map<EventKind, Output> outputs = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            outputs.put(kind, new Output(kind.word(), kind.content(), kind));
        }
        return outputs;
    }

    private static List<Output> inOrder() {
        List<Output> all = new ArrayList<>();
        all.add(SEQUENCED);
        all.addAll(EVENTS.values());
        all.add(DEAD_LETTERS);
        return List.copyOf(all);
    }
}
