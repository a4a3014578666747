package com.k2.sequence.config.source;

import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.kafka.KafkaSettings;
import com.k2.sequence.kafka.OutOfRangeSettings;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One feed.
 *
 * @param name letters, digits, - and _
 * @param topics to read; empty where {@code topicPattern} is set
 * @param topicPattern matches whole names of topics to read; null where {@code topics} are set
 * @param format how its messages are written
 * @param fields where its messages hold what the job needs
 * @param unsequenced what becomes of its messages without a sequence number
 * @param rule by which its messages are judged
 * @param sequenced whether its messages are written to the sequenced output
 * @param ownGroup whether it commits offsets in a consumer group of its own, since a source before
 *     it reads one of its topics too
 * @param start where to begin without Flink state
 * @param outOfRange what to do where the next offset is not in the log
 * @param bounded whether to stop at the end offsets found at the start
 */
public record SourceSettings(
        String name,
        List<String> topics,
        Pattern topicPattern,
        FeedFormat format,
        FeedFields fields,
        UnsequencedPolicy unsequenced,
        TrackingRule rule,
        boolean sequenced,
        boolean ownGroup,
        StartPosition start,
        OutOfRangeSettings outOfRange,
        boolean bounded) {

    /** Whether it reads this topic, now or once the topic exists. */
    public boolean reads(String topic) {
        return topicPattern == null
                ? topics.contains(topic)
                : topicPattern.matcher(topic).matches();
    }

    /** Whether both read a topic, as far as their options say. */
    boolean sharesTopicWith(SourceSettings other) {
        return topicPattern != null && other.topicPattern != null
                ? topicPattern.pattern().equals(other.topicPattern.pattern())
                : topics.stream().anyMatch(other::reads)
                        || other.topics.stream().anyMatch(this::reads);
    }

    /** The same with a consumer group of its own. */
    SourceSettings inOwnGroup() {
        return new SourceSettings(
                name,
                topics,
                topicPattern,
                format,
                fields,
                unsequenced,
                rule,
                sequenced,
                true,
                start,
                outOfRange,
                bounded);
    }

    /** The consumer group whose offsets it commits. */
    public String groupIn(KafkaSettings kafka) {
        return ownGroup ? kafka.groupId() + '-' + name : kafka.groupId();
    }

    /** The whole key of the option that says which topics are read. */
    public String topicsKey() {
        return SourceOptions.keyOf(
                name,
                topicPattern == null
                        ? SourceOptions.TOPICS.key()
                        : SourceOptions.TOPIC_PATTERN.key());
    }
}
