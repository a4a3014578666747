package com.k2.sequence.config.source;

import com.k2.sequence.option.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources that read one topic, such as one check by channel and one by instrument. One of them
 * writes the topic's messages to the sequenced output and commits offsets in the job's own group;
 * the others do neither.
 */
public final class SharedTopics {

    private SharedTopics() {}

    /**
     * The sources in their order, each with its consumer group.
     *
     * @param writesSequenced whether there is a sequenced output
     * @param problems get those that would write the same messages twice
     */
    public static List<SourceSettings> checked(
            List<SourceSettings> sources, boolean writesSequenced, Problems problems) {
        List<SourceSettings> checked = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            SourceSettings source = sources.get(i);
            boolean first = true;
            for (int j = 0; j < sources.size(); j++) {
                SourceSettings other = sources.get(j);
                if (j == i || !source.sharesTopicWith(other)) {
                    continue;
                }
                if (writesSequenced && j < i && source.sequenced() && other.sequenced()) {
                    problems.add(writtenTwice(other, source));
                }
                first &= isBefore(source, i, other, j);
            }
            checked.add(first ? source : source.inOwnGroup());
        }
        return checked;
    }

    /** One that writes is before those that don't; else their order counts. */
    private static boolean isBefore(SourceSettings one, int i, SourceSettings other, int j) {
        return one.sequenced() == other.sequenced() ? i < j : one.sequenced();
    }

    private static String writtenTwice(SourceSettings before, SourceSettings source) {
        return SourceOptions.keyOf(source.name(), SourceOptions.SEQUENCED.key())
                + ": 'true' would write the messages to the sequenced output twice, since "
                + source.topicsKey()
                + " and "
                + before.topicsKey()
                + " name the same topic: set it to false, or give one of them another topic";
    }
}
