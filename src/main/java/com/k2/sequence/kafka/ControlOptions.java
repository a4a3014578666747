package com.k2.sequence.kafka;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.util.List;

/** The options of the topic that commands come from. */
public final class ControlOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<String> TOPIC =
            GROUP.text("control.topic")
                    .describedAs(
                            "Topic of commands (clear a key, set its last number) that take effect at"
                                    + " the next checkpoint and are acknowledged in Redis. Read from"
                                    + " the group's offsets, else from the end at the time of"
                                    + " submission. Without it the job takes no commands.");

    public static final Option<OutOfRangePolicy> ON_OFFSET_OUT_OF_RANGE =
            GROUP.option("control.on-offset-out-of-range", OptionType.oneOf(OutOfRangePolicy.class))
                    .defaultsTo(OutOfRangePolicy.EARLIEST)
                    .describedAs(
                            "What to do where the next offset is not in the control topic's log any"
                                    + " more: earliest, latest or fail, as for a source.");

    private ControlOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
