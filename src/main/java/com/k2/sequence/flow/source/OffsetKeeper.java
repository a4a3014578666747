package com.k2.sequence.flow.source;

import com.k2.sequence.kafka.OutOfRangePolicy;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.option.OptionType;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a source continues whose next offset is not in the log, and reports what is lost.
 * Used by the thread that fetches.
 */
public final class OffsetKeeper {

    /**
     * Offsets whose messages retention removed before they were read; not those that the policy
     * {@code latest} skips besides.
     */
    public static final String LOST_BY_RETENTION = "messages_lost_by_retention";

    private static final Logger LOG = LoggerFactory.getLogger(OffsetKeeper.class);

    private final OutOfRangeSettings settings;
    private final LogRanges ranges;
    private final RetentionLosses losses;
    private final Counter lost;

    OffsetKeeper(
            OutOfRangeSettings settings, LogRanges ranges, RetentionLosses losses, Counter lost) {
        this.settings = settings;
        this.ranges = ranges;
        this.losses = losses;
        this.lost = lost;
    }

    /**
     * @param next the offset that can't be read
     * @return the offset to go on at
     * @throws IOException if the brokers did not answer
     * @throws FlinkRuntimeException if the job is to fail
     */
    long goOn(TopicPartition partition, long next) throws IOException {
        LogRange range = ranges.of(partition);
        if (next >= range.begin() && next <= range.end()) {
            return next; // it is there again, as after a change of the partition's leader
        }
        String situation = situation(partition, next, range);
        long target =
                switch (settings.policy()) {
                    case FAIL -> throw failure(situation);
                    case EARLIEST -> range.begin();
                    case LATEST -> range.end();
                };
        if (next < range.begin()) {
            losses.add(partition, target);
            lost.inc(range.begin() - next);
            LOG.error(
                    "{}. {} is {}, so reading goes on at {}: {} more offsets were skipped, and gaps"
                            + " that follow in this partition are marked \"cause\":\"retention\"",
                    situation,
                    settings.option(),
                    OptionType.wordOf(settings.policy()),
                    target,
                    target - range.begin());
        } else {
            losses.forget(partition);
            LOG.warn(
                    "{}. {} is {}, so reading goes on at {}",
                    situation,
                    settings.option(),
                    OptionType.wordOf(settings.policy()),
                    target);
        }
        return target;
    }

    /**
     * The log was cut back behind what had been read, by an election of a leader that lacked it.
     *
     * @param common the offset up to which the log is still the one that was read
     */
    long goOnAfterTruncation(TopicPartition partition, long next, long common) {
        String situation =
                "%s/%d was cut back to offset %d after the job had read it up to %d: a broker that"
                                .formatted(partition.topic(), partition.partition(), common, next)
                        + " lacked the newest records became the leader";
        if (settings.policy() == OutOfRangePolicy.FAIL) {
            throw failure(situation);
        }
        LOG.warn("{}. Reading goes on at {}", situation, common);
        return common;
    }

    private String situation(TopicPartition partition, long next, LogRange range) {
        String offset =
                "Offset %d of %s/%d, which the job was to read next, "
                        .formatted(next, partition.topic(), partition.partition());
        return next < range.begin()
                ? offset
                        + "was removed by the topic's retention, with "
                        + (range.begin() - next)
                        + " offsets in all that were not read; the log holds "
                        + range
                : offset
                        + "is past the end of the log, which holds "
                        + range
                        + ": the topic was created again, or its log was cut back";
    }

    private FlinkRuntimeException failure(String situation) {
        String text =
                "%s. %s is fail: set it to earliest or latest to go on in what is left, or start the job without its state"
                        .formatted(situation, settings.option());
        LOG.error(text);
        return new FlinkRuntimeException(text);
    }
}
