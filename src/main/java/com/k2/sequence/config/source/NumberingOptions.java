package com.k2.sequence.config.source;

import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionGroup;
import com.k2.sequence.option.OptionType;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.time.Duration;
import java.util.List;

/**
 * The options of one source that say how its feed numbers messages, beyond one number that rises by
 * one. A source that sets none of them is judged by the default rule.
 */
public final class NumberingOptions {

    private static final OptionGroup GROUP = new OptionGroup();

    private static final String CONDITION = ", a condition as of where.";

    public static final Option<NumberingScheme> SCHEME =
            GROUP.option("scheme", OptionType.oneOf(NumberingScheme.class))
                    .defaultsTo(NumberingScheme.CONTIGUOUS)
                    .describedAs(
                            "How numbers continue: contiguous, each message at the number after the"
                                    + " last; chained, each names the number before it"
                                    + " (previous-field), and a gap has no known size; increasing,"
                                    + " jumps are natural; none, there is no number.");

    public static final Option<String> PREVIOUS_FIELD =
            GROUP.text("previous-field")
                    .describedAs(
                            "Where a message of a chained feed names the number before it, a JSON"
                                    + " Pointer.");

    public static final Option<String> PREVIOUS_NONE =
            GROUP.text("previous-none")
                    .defaultsTo("-1")
                    .describedAs(
                            "Numbers in previous-field that name none, comma-separated; the series"
                                    + " goes on from such a message.");

    public static final Option<String> FIRST_FIELD =
            GROUP.text("first-field")
                    .describedAs(
                            "Where a message that covers several numbers has the first, a JSON Pointer;"
                                    + " sequence-field is then the last.");

    public static final Option<String> COUNT_FIELD =
            GROUP.text("count-field")
                    .describedAs(
                            "Where a message has how many numbers it covers, a JSON Pointer;"
                                    + " sequence-field is then the first. A count of 0 is a"
                                    + " heartbeat.");

    public static final Option<Long> FIRST_NUMBER =
            GROUP.option("first-number", OptionType.LONG)
                    .describedAs(
                            "What a series and each epoch begin with: a higher first number is a gap."
                                    + " Without it any number may be the first.");

    public static final Option<String> NO_VALUE =
            GROUP.text("no-value")
                    .describedAs(
                            "Numbers in sequence-field that mean there is none, comma-separated.");

    public static final Option<Long> MODULUS =
            GROUP.option("modulus", OptionType.LONG)
                    .describedAs(
                            "Where numbers begin again: the largest number + 1, such as 4294967296. A"
                                    + " wrap is neither a gap nor a reset.");

    public static final Option<Long> WRAPS_TO =
            GROUP.option("wraps-to", OptionType.LONG)
                    .defaultsTo(0L)
                    .describedAs("What follows the largest number of modulus.");

    public static final Option<String> EPOCH_FIELD =
            GROUP.text("epoch-field")
                    .describedAs(
                            "Where a message names the session, connection or version that its numbers"
                                    + " count within, JSON Pointers, comma-separated and joined with"
                                    + " '.': another one is a reset.");

    public static final Option<String> RESET_WHEN =
            GROUP.text("reset-when")
                    .describedAs("Which messages say that numbers start again" + CONDITION);

    public static final Option<String> SKIP_WHEN =
            GROUP.text("skip-when")
                    .describedAs(
                            "Which messages say that numbers up to next-field will not come"
                                    + CONDITION);

    public static final Option<String> NEXT_FIELD =
            GROUP.text("next-field")
                    .describedAs(
                            "Where a message of reset-when or skip-when has the number that follows, a"
                                    + " JSON Pointer. Without it such a message has its own number.");

    public static final Option<String> SNAPSHOT_WHEN =
            GROUP.text("snapshot-when")
                    .describedAs(
                            "Which messages say what is, so that the series goes on from their number"
                                    + CONDITION);

    public static final Option<String> HEARTBEAT_WHEN =
            GROUP.text("heartbeat-when")
                    .describedAs("Which messages only say that the feed lives" + CONDITION);

    public static final Option<HeartbeatNumber> HEARTBEAT_NUMBER =
            GROUP.option("heartbeat-number", OptionType.oneOf(HeartbeatNumber.class))
                    .describedAs(
                            "What a heartbeat's number is: the next message's, the last message's, one"
                                    + " that it takes as a message does, or nothing. Default next with"
                                    + " count-field, else none.");

    public static final Option<String> RETRANSMISSION_WHEN =
            GROUP.text("retransmission-when")
                    .describedAs(
                            "Which messages are sent again, as duplicates that raise no event"
                                    + CONDITION);

    public static final Option<Expectation> DUPLICATES =
            GROUP.option("duplicates", OptionType.oneOf(Expectation.class))
                    .defaultsTo(Expectation.UNEXPECTED)
                    .describedAs(
                            "Whether the feed lawfully repeats numbers: expected duplicates raise no"
                                    + " event.");

    public static final Option<Long> RESET_FLOOR =
            GROUP.option("reset-floor", OptionType.LONG)
                    .describedAs("A lower number at or below it is a reset, such as 1.");

    public static final Option<Integer> RESET_RUN =
            GROUP.option("reset-run", OptionType.INTEGER)
                    .describedAs(
                            "After so many messages in a row that continue each other below the last"
                                    + " number, the series has started again there; 0: never. Default"
                                    + " 10 with gap-memory or a scheme other than contiguous, if"
                                    + " timestamp-field is set, else 0.");

    public static final Option<String> RESET_AT =
            GROUP.text("reset-at")
                    .describedAs(
                            "When the venue restarts its numbers: 22:00 UTC, or SUN 17:00"
                                    + " America/Chicago; several by ';'. The first lower number near"
                                    + " such a time is a reset.");

    public static final Option<Duration> RESET_AT_TOLERANCE =
            GROUP.option("reset-at-tolerance", OptionType.DURATION)
                    .defaultsTo(Duration.ofMinutes(15))
                    .describedAs(
                            "How far from a time of reset-at, before and after it, the restart may"
                                    + " be; less than 12 h.");

    public static final Option<Integer> GAP_MEMORY =
            GROUP.option("gap-memory", OptionType.INTEGER)
                    .defaultsTo(0)
                    .describedAs(
                            "How many missing intervals a key remembers, from 0 to "
                                    + LargerRule.MAX_GAP_MEMORY
                                    + ": what comes late fills its gap, and whatever else is lower is"
                                    + " a duplicate.");

    public static final Option<GapSeverity> UNKNOWN_GAP_SEVERITY =
            GROUP.option("unknown-gap-severity", OptionType.named(GapSeverity.class))
                    .defaultsTo(LargerRule.DEFAULT.unknownGapSeverity())
                    .describedAs("The severity of a gap whose size can't be known.");

    /** Whether a feed repeats numbers. */
    public enum Expectation {
        UNEXPECTED,
        EXPECTED
    }

    private NumberingOptions() {}

    /** Those that are declared here, in this order, their keys without the source's name. */
    public static List<Option<?>> all() {
        return GROUP.options();
    }
}
