package com.k2.sequence.demo.check;

import com.k2.sequence.tracking.VerdictType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The topics that the job of a run writes to.
 *
 * @param prefix begins their names
 */
public record OutputTopics(String prefix) {

    private static final String SEQUENCED = "sequenced";
    private static final String DEAD_LETTERS = "dead-letters";

    public String sequenced() {
        return topic(SEQUENCED);
    }

    public String deadLetters() {
        return topic(DEAD_LETTERS);
    }

    /**
     * The topic of the events of a type alone.
     *
     * @param type any but NORMAL
     */
    public String events(VerdictType type) {
        return topic(output(type));
    }

    public List<String> all() {
        return outputs().stream().map(this::topic).toList();
    }

    /** The job's options that name these topics. */
    public Map<String, String> jobOptions() {
        Map<String, String> options = new TreeMap<>();
        for (String output : outputs()) {
            options.put("sink." + output + ".topic", topic(output));
        }
        return options;
    }

    private static List<String> outputs() {
        List<String> events =
                Arrays.stream(VerdictType.values())
                        .filter(type -> type != VerdictType.NORMAL)
                        .map(OutputTopics::output)
                        .toList();
        return Stream.concat(Stream.of(SEQUENCED, DEAD_LETTERS), events.stream()).toList();
    }

    private static String output(VerdictType type) {
        return switch (type) {
            case GAP -> "gaps";
            case RESET -> "resets";
            case DUPLICATE -> "duplicates";
            case OUT_OF_ORDER -> "out-of-order";
            case NORMAL -> throw new IllegalArgumentException("a normal message is no event");
        };
    }

    private String topic(String output) {
        return prefix + '.' + output;
    }
}
