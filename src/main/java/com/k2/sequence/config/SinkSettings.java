package com.k2.sequence.config;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is written where.
 *
 * @param topics an output that is absent is not written
 * @param guarantee never null
 * @param transactionalIdPrefix null unless the guarantee is exactly-once
 * @param maxRecordBytes largest record that is checked and written
 */
public record SinkSettings(
        Map<Output, String> topics,
        OutputGuarantee guarantee,
        String transactionalIdPrefix,
        int maxRecordBytes) {

    /** Nothing is written. */
    public static final SinkSettings NONE =
            new SinkSettings(Map.of(), OutputGuarantee.AT_LEAST_ONCE, null, 1);

    public SinkSettings {
        topics = topics.isEmpty() ? Map.of() : new EnumMap<>(topics);
    }

    /** The output's topic; null where it is not written. */
    public String topicOf(Output output) {
        return topics.get(output);
    }

    public boolean isExactlyOnce() {
        return guarantee == OutputGuarantee.EXACTLY_ONCE;
    }
}
