package com.k2.sequence.check;

import com.k2.sequence.config.Output;
import com.k2.sequence.config.SinkSettings;
import com.k2.sequence.kafka.KafkaProbe;
import com.k2.sequence.kafka.KafkaTopicLimits;
import com.k2.sequence.kafka.TopicLimits;
import com.k2.sequence.option.Problems;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the topics take what the job writes to them. What would refuse or remove every record
 * of a kind is a problem; what concerns only some records, which then become dead letters, is a
 * warning.
 */
public final class SinkTopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SinkTopicCheck.class);

    /** Room for the headers of a dead letter, beside some of the record. */
    private static final int SMALLEST_DEAD_LETTER = 4096;

    /** Key and value of an event whose names are as long as they may be, all escaped in JSON. */
    private static final int LARGEST_EVENT = 2 * (32 << 10) * (1 + 6) + 4096;

    /** As Kafka has it from version 4 on: a message's clock may be wrong by that. */
    private static final Duration USUAL_AHEAD = Duration.ofHours(1);

    private final SinkSettings sinks;
    private final Problems problems;

    SinkTopicCheck(SinkSettings sinks, Problems problems) {
        this.sinks = sinks;
        this.problems = problems;
    }

    /** Asks for the settings of each topic that exists, as far as these credentials may. */
    void check(KafkaProbe probe) {
        sinks.topics()
                .forEach(
                        (output, topic) ->
                                KafkaTopicLimits.limits(probe, topic)
                                        .ifPresent(limits -> check(output, topic, limits)));
    }

    private void check(Output output, String topic, TopicLimits limits) {
        checkCompaction(output, topic, limits);
        if (output.carriesEvents()) {
            checkEvents(output, topic, limits);
        } else {
            checkTimes(output, topic, limits);
        }
        if (output == Output.DEAD_LETTERS && limits.maxRecordBytes() < SMALLEST_DEAD_LETTER) {
            problem(
                    output,
                    topic,
                    "has max.message.bytes "
                            + limits.maxRecordBytes()
                            + ", too little for the headers of dead letters; set it to at least "
                            + SMALLEST_DEAD_LETTER);
        }
    }

    /**
     * Records go on with the key they came with. Without one a compacted topic refuses them, and
     * with one it keeps the newest alone. An event always has a key, so it is written, and
     * compaction is somebody's choice.
     */
    private void checkCompaction(Output output, String topic, TopicLimits limits) {
        if (!limits.compacted()) {
            return;
        }
        if (output.carriesEvents()) {
            warn(
                    output,
                    topic,
                    "is compacted: of the events of a symbol the newest alone is kept. Set its"
                            + " cleanup.policy to delete to keep all");
        } else {
            problem(
                    output,
                    topic,
                    "is compacted: it takes no record without a key, and of those with the same key"
                            + " it keeps the newest alone; set its cleanup.policy to delete");
        }
    }

    private void checkEvents(Output output, String topic, TopicLimits limits) {
        if (limits.maxRecordBytes() < LARGEST_EVENT) {
            warn(
                    output,
                    topic,
                    "has max.message.bytes "
                            + limits.maxRecordBytes()
                            + ": an event with very long names becomes a dead letter. Set it to at"
                            + " least "
                            + LARGEST_EVENT);
        }
    }

    /** Records keep their time; an event has that of its writing. */
    private void checkTimes(Output output, String topic, TopicLimits limits) {
        if (limits.appendTime()) {
            warn(
                    output,
                    topic,
                    "has message.timestamp.type LogAppendTime: records have the time of their writing"
                            + " there, not their own. Set it to CreateTime to keep that");
            return;
        }
        String refused =
                output == Output.DEAD_LETTERS
                        ? " keep their time in the header dead-letter-timestamp alone"
                        : " become dead letters";
        if (limits.maxAgeMillis() != Long.MAX_VALUE) {
            warn(
                    output,
                    topic,
                    "has message.timestamp.before.max.ms "
                            + limits.maxAgeMillis()
                            + ": records whose time is further back"
                            + refused
                            + ", as after an outage or in a replay. Set it to "
                            + Long.MAX_VALUE);
        }
        if (limits.maxAheadMillis() < USUAL_AHEAD.toMillis()) {
            warn(
                    output,
                    topic,
                    "has message.timestamp.after.max.ms "
                            + limits.maxAheadMillis()
                            + ": records whose time is further ahead"
                            + refused
                            + ". Set it to at least "
                            + USUAL_AHEAD.toMillis());
        }
    }

    private void problem(Output output, String topic, String text) {
        problems.add(output.topicOption().key(), "topic '" + topic + "' " + text);
    }

    private static void warn(Output output, String topic, String text) {
        LOG.warn("{}: topic '{}' {}", output.topicOption().key(), topic, text);
    }
}
