package com.k2.sequence.config;

import com.k2.sequence.operator.engine.OutagePolicy;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.time.Duration;
import java.util.List;

/** The options of the tracking operator: how it uses the store, and by which rule it judges. */
public final class TrackingOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    public static final Option<Integer> PIPELINE_SIZE =
            GROUP.option("redis.pipeline-size", OptionType.INTEGER)
                    .defaultsTo(1000)
                    .describedAs("Most keys that one round trip to Redis carries.");

    public static final Option<Duration> MAX_LAG =
            GROUP.option("redis.max-lag", OptionType.DURATION)
                    .defaultsTo(Duration.ofSeconds(2))
                    .describedAs(
                            "How long an update may be kept back under load to gather those after it,"
                                    + " so that Redis sees a key once for many messages. With little"
                                    + " to do updates leave at once.");

    public static final Option<Integer> MAX_WAITING =
            GROUP.option("redis.max-waiting", OptionType.INTEGER)
                    .defaultsTo(10_000)
                    .describedAs(
                            "Most messages per subtask that wait for the lookup of a key not known yet;"
                                    + " at that number the sources are slowed down.");

    public static final Option<OutagePolicy> ON_OUTAGE =
            GROUP.option("redis.on-outage", OptionType.oneOf(OutagePolicy.class))
                    .defaultsTo(OutagePolicy.STALL)
                    .describedAs(
                            "While Redis is unavailable: stall waits for it, and the sources are slowed down;"
                                    + " continue keeps checking, and Redis catches up later.");

    public static final Option<Duration> STATE_TTL =
            GROUP.option("state.ttl", OptionType.DURATION)
                    .describedAs(
                            "How long Flink's state of a key stays after its last message; without it, for"
                                    + " ever. Not less than redis.key-ttl: a key is forgotten only when Redis"
                                    + " has no row of it. Its next message is the first one.");

    public static final Option<Double> RESET_RATIO =
            GROUP.option("sequence.reset-ratio", OptionType.NUMBER)
                    .defaultsTo(TrackingRule.DEFAULT.resetRatio().doubleValue())
                    .describedAs(
                            "A number below the last one times this ratio is a reset, any other lower"
                                    + " number out of order. From 0 (never a reset) to 1. Of"
                                    + " sources that set no reset-ratio of their own.");

    public static final Option<Long> GAP_LOG_THRESHOLD =
            thresholdOf("log", TrackingRule.DEFAULT.logThreshold(), "LOG, logged as info");

    public static final Option<Long> GAP_ALERT_THRESHOLD =
            thresholdOf(
                    "alert", TrackingRule.DEFAULT.alertThreshold(), "ALERT, logged as a warning");

    public static final Option<Long> GAP_HALT_THRESHOLD =
            thresholdOf("halt", TrackingRule.DEFAULT.haltThreshold(), "HALT, logged as an error");

    public static final Option<String> EXCHANGES =
            GROUP.text("exchanges")
                    .describedAs(
                            "Exchanges that metrics name, comma-separated, for feeds whose"
                                    + " exchange-field may hold anything: the others are judged like"
                                    + " them and counted together, as (other). Without it any is named,"
                                    + " up to 1,000 and 4 MB of a scrape on each TaskManager.");

    private TrackingOptions() {}

    /** Those that are declared here, in this order. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }

    private static Option<Long> thresholdOf(String severity, long defaultValue, String meaning) {
        return GROUP.option("gap." + severity + "-threshold", OptionType.LONG)
                .defaultsTo(defaultValue)
                .describedAs("Missing messages from which a gap is " + meaning + ".");
    }
}
