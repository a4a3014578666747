package com.k2.sequence.demo;

import com.k2.sequence.config.source.SourceDescription;
import com.k2.sequence.decode.field.FeedFields;
import com.k2.sequence.message.UnsequencedPolicy;
import com.k2.sequence.option.JobConfigurationException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a recorded feed is read, by the job's own options.
 *
 * @param name of the source group
 * @param options of the source group, by their whole keys
 */
record CaptureSource(
        String name,
        Map<String, String> options,
        FeedFields fields,
        UnsequencedPolicy unsequencedPolicy) {

    /** The topic of a recorded feed. */
    static final String TOPIC = "market.capture";

    private static final String PREFIX = "source.";

    /**
     * @param options of exactly one source group, without its topics
     * @throws IllegalArgumentException if they are of none or of several, or the job would refuse
     *     one of them; the message names each with what would be right
     */
    static CaptureSource of(Map<String, String> options) {
        Set<String> names =
                options.keySet().stream()
                        .map(key -> key.substring(PREFIX.length()).split("\\.", 2)[0])
                        .collect(Collectors.toSet());
        if (names.size() != 1) {
            throw new IllegalArgumentException(
                    "--capture needs the options of exactly one source, such as"
                            + " --source.spot.exchange and --source.spot.symbol-field, not of "
                            + names);
        }
        String group = PREFIX + names.iterator().next() + '.';
        String format = options.getOrDefault(group + "format", "json");
        if (format.equals("avro")) {
            throw new IllegalArgumentException(
                    "--" + group + "format must be json: a capture has one JSON message a line");
        }
        Map<String, String> whole = new TreeMap<>(options);
        whole.put(group + "topics", TOPIC);
        try {
            SourceDescription source = SourceDescription.read(whole);
            return new CaptureSource(source.name(), whole, source.fields(), source.unsequenced());
        } catch (JobConfigurationException e) {
            throw new IllegalArgumentException(
                    e.problems().stream()
                            .map(problem -> problem.startsWith(PREFIX) ? "--" + problem : problem)
                            .collect(Collectors.joining("\n  ")));
        }
    }
}
