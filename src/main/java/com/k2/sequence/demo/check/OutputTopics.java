package com.k2.sequence.demo.check;

import com.k2.sequence.config.Output;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics that the job of a run writes to.
 *
 * @param prefix begins their names
 */
public record OutputTopics(String prefix) {

    public String sequenced() {
        return topic(Output.SEQUENCED);
    }

    public String deadLetters() {
        return topic(Output.DEAD_LETTERS);
    }

    /** The topic of the events of a kind alone. */
    public String events(EventKind kind) {
        return topic(Output.of(kind));
    }

    public List<String> all() {
        return Output.all().stream().map(this::topic).toList();
    }

    /** The job's options that name these topics. */
    public Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>();
        for (Output output : Output.all()) {
            options.put(output.topicOption().key(), topic(output));
        }
        return options;
    }

    private String topic(Output output) {
        return prefix + '.' + output.word();
    }
}
