package com.k2.sequence.config;

import java.util.Collections;
import java.util.LinkedHashMap;
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
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    }

    /** The output's topic; null where it is not written. */
    public String topicOf(Output output) {
        return topics.get(output);
    }

    /**
     * Begins the transactional ids of one sink.
     *
     * @param sink no other sink of the job has this name; it never changes, since open transactions
     *     are found by it
     */
    public String transactionalIdPrefixOf(String sink) {
        return transactionalIdPrefix + '-' + sink;
    }

    public boolean isExactlyOnce() {
        return guarantee == OutputGuarantee.EXACTLY_ONCE;
    }
}
