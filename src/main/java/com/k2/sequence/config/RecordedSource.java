package com.k2.sequence.config;

import com.k2.sequence.config.source.SourceGroups;
import com.k2.sequence.config.source.SourceOptions;
import com.k2.sequence.config.source.SourceSettings;
import com.k2.sequence.option.JobConfigurationException;
import com.k2.sequence.option.OptionReader;
import com.k2.sequence.option.Problems;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One source of the job as a program reads it that has its messages from elsewhere. Only the
 * options that say how messages are read and judged are looked at.
 *
 * @param source whose topics mean nothing
 * @param maxRecordBytes largest record that the job takes
 */
public record RecordedSource(SourceSettings source, int maxRecordBytes) {

    /** The name of a source that only a venue describes. */
    private static final String UNNAMED = "recorded";

    private static final Set<String> OF_ALL_SOURCES =
            Set.of(
                    TrackingOptions.RESET_RATIO.key(),
                    TrackingOptions.GAP_LOG_THRESHOLD.key(),
                    TrackingOptions.GAP_ALERT_THRESHOLD.key(),
                    TrackingOptions.GAP_HALT_THRESHOLD.key(),
                    SinkOptions.MAX_RECORD_SIZE.key());

    /**
     * Reads one source.
     *
     * @param values as they were written, by whole key
     * @param name of the source; null for the only one
     * @param venue its venue profile; null for the one that the values name, if any
     * @throws JobConfigurationException if there is no such source, or an option of it is unknown,
     *     wrong or missing
     */
    public static RecordedSource read(Map<String, String> values, String name, String venue) {
        Problems problems = new Problems();
        String source = chosen(SourceGroups.namesIn(values.keySet()), name, venue, problems);
        problems.throwIfAny();
        Map<String, String> own = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    if (source.equals(SourceGroups.sourceOf(key)) || OF_ALL_SOURCES.contains(key)) {
                        own.put(key, value);
                    }
                });
        if (venue != null) {
            own.put(SourceOptions.keyOf(source, SourceOptions.VENUE.key()), venue);
        }
        own.keySet().removeIf(key -> key.equals(topicPatternOf(source)));
        own.put(SourceOptions.keyOf(source, SourceOptions.TOPICS.key()), UNNAMED);
        return SettingsReader.readSource(own, source);
    }

    static RecordedSource read(SourceSettings source, OptionReader options) {
        return new RecordedSource(source, options.bytes(SinkOptions.MAX_RECORD_SIZE));
    }

    private static String topicPatternOf(String source) {
        return SourceOptions.keyOf(source, SourceOptions.TOPIC_PATTERN.key());
    }

    private static String chosen(Set<String> names, String name, String venue, Problems problems) {
        if (name != null) {
            if (!names.contains(name) && venue == null) {
                problems.add(
                        "--source",
                        "there is no source '"
                                + name
                                + "'"
                                + (names.isEmpty()
                                        ? "; describe it with --venue or --source." + name + ".*"
                                        : "; the nearest is " + Nearest.to(name, names)));
            }
            return name;
        }
        if (names.size() > 1) {
            problems.add(
                    "--source",
                    "is required where there are several sources: one of "
                            + String.join(", ", names));
            return null;
        }
        if (names.isEmpty() && venue == null) {
            problems.add(
                    "--venue",
                    "there is no source; name a venue profile ('sequence-tracker profiles' lists"
                            + " them), describe the feed with --source.NAME.*, or give --config");
        }
        return names.isEmpty() ? UNNAMED : names.iterator().next();
    }
}
