package com.k2.sequence.config;

import org.apache.flink.configuration.ConfigOption;

/** What the job writes, each to a topic of its own choice. */
public enum Output {
    SEQUENCED("sequenced", SequenceTrackerOptions.SINK_SEQUENCED_TOPIC),
    GAPS("gaps", SequenceTrackerOptions.SINK_GAPS_TOPIC),
    RESETS("resets", SequenceTrackerOptions.SINK_RESETS_TOPIC),
    DUPLICATES("duplicates", SequenceTrackerOptions.SINK_DUPLICATES_TOPIC),
    OUT_OF_ORDER("out-of-order", SequenceTrackerOptions.SINK_OUT_OF_ORDER_TOPIC),
    DEAD_LETTERS("dead-letters", SequenceTrackerOptions.SINK_DEAD_LETTERS_TOPIC);

    private final String word;
    private final ConfigOption<String> topicOption;

    Output(String word, ConfigOption<String> topicOption) {
        this.word = word;
        this.topicOption = topicOption;
    }

    /** The output's name in options, operator uids and transactional ids. */
    public String word() {
        return word;
    }

    public ConfigOption<String> topicOption() {
        return topicOption;
    }

    /** Whether it carries events, so that it may share a topic with other outputs that do. */
    public boolean carriesEvents() {
        return this != SEQUENCED && this != DEAD_LETTERS;
    }
}
