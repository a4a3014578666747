package com.k2.sequence.config.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Sources that read one topic, such as one check by channel and one by instrument. The first of
 * them commits offsets in the job's own group, the others each in a group of their own; with {@code
 * sequenced: false} one does not write the topic's messages to the sequenced output again.
 */
public final class SharedTopics {

    private SharedTopics() {}

    /** The sources in their order, each with its consumer group. */
    public static List<SourceSettings> inGroups(List<SourceSettings> sources) {
        List<SourceSettings> inGroups = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            SourceSettings source = sources.get(i);
            boolean first = true;
            for (int j = 0; j < sources.size(); j++) {
                SourceSettings other = sources.get(j);
                if (j != i && source.sharesTopicWith(other)) {
                    first &= isBefore(source, i, other, j);
                }
            }
            inGroups.add(first ? source : source.inOwnGroup());
        }
        return inGroups;
    }

    /** One that writes is before those that don't; else their order counts. */
    private static boolean isBefore(SourceSettings one, int i, SourceSettings other, int j) {
        return one.sequenced() == other.sequenced() ? i < j : one.sequenced();
    }
}
