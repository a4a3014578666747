package com.k2.sequence.config;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import java.time.Duration;
import java.util.List;

/** The options of the check before the job is submitted. */
public final class StartupOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<Boolean> CHECK =
            GROUP.option("startup.check", OptionType.TRUE_OR_FALSE)
                    .defaultsTo(true)
                    .describedAs(
                            "Whether Kafka, its topics and Redis are checked before the job is submitted."
                                    + " Turn it off where only the cluster can reach them.");

    public static final Option<Duration> TIMEOUT =
            GROUP.option("startup.timeout", OptionType.DURATION)
                    .defaultsTo(Duration.ofSeconds(15))
                    .describedAs(
                            "How long the check at the start waits for Kafka, Redis and the schema"
                                    + " registry, all at the same time.");

    private StartupOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
