package com.k2.sequence.config;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.util.List;

/** The options of what is written; the topic of each output is declared by {@link Output}. */
public final class SinkOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<OutputGuarantee> DELIVERY_GUARANTEE =
            GROUP.option("sink.delivery-guarantee", OptionType.oneOf(OutputGuarantee.class))
                    .defaultsTo(OutputGuarantee.AT_LEAST_ONCE)
                    .describedAs(
                            "at-least-once: after a failure records may stand in the output topics twice."
                                    + " exactly-once: written in Kafka transactions, which readers with"
                                    + " isolation.level=read_committed see at each completed checkpoint.");

    public static final Option<String> TRANSACTIONAL_ID_PREFIX =
            GROUP.text("sink.transactional-id-prefix")
                    .describedAs(
                            "Begins the transactional ids of the sinks. Belongs to one job; keep it when"
                                    + " the job is upgraded. Required for exactly-once.");

    public static final Option<Long> MAX_RECORD_SIZE =
            GROUP.option("sink.max-record-size", OptionType.MEMORY_SIZE)
                    .defaultsTo(1000L << 10)
                    .describedAs(
                            "Largest record that is checked and written; a larger one becomes a dead"
                                    + " letter ('too-large'). At most what the output topics take"
                                    + " (max.message.bytes).");

    private SinkOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
