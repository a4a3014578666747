package com.k2.sequence.config.source;

import com.k2.sequence.config.Nearest;
import com.k2.sequence.option.Option;
import com.k2.sequence.option.OptionType;
import com.k2.sequence.option.Problems;
import com.k2.sequence.venue.VenueProfile;
import com.k2.sequence.venue.VenueProfiles;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Puts the options of venue profiles beneath those of the sources that name one. Whatever is set
 * beside a profile overrides it.
 */
public final class VenueOptions {

    /** Of two options, each in place of the other. */
    private static final Map<String, String> INSTEAD =
            bothWays(
                    Map.of(
                            SourceOptions.EXCHANGE, SourceOptions.EXCHANGE_FIELD,
                            SourceOptions.SYMBOL, SourceOptions.SYMBOL_FIELD,
                            NumberingOptions.FIRST_FIELD, NumberingOptions.COUNT_FIELD));

    /** What has no sense but with some schemes. */
    private static final Map<String, Set<NumberingScheme>> OF_SCHEMES =
            Map.of(
                    NumberingOptions.PREVIOUS_FIELD.key(), Set.of(NumberingScheme.CHAINED),
                    NumberingOptions.PREVIOUS_NONE.key(), Set.of(NumberingScheme.CHAINED),
                    NumberingOptions.GAP_MEMORY.key(),
                            Set.of(NumberingScheme.CONTIGUOUS, NumberingScheme.CHAINED));

    private final Map<String, String> given;
    private final Map<String, String> values;
    private final Problems problems;

    private VenueOptions(Map<String, String> given, Problems problems) {
        this.given = given;
        this.values = new LinkedHashMap<>(given);
        this.problems = problems;
    }

    /**
     * The values with those of the profiles.
     *
     * @param given by whole key, their references resolved
     * @param problems get what is wrong with a profile's name, and what has to be set beside it
     */
    public static Map<String, String> under(Map<String, String> given, Problems problems) {
        VenueOptions options = new VenueOptions(given, problems);
        SourceGroups.namesIn(given.keySet()).forEach(options::add);
        return options.values;
    }

    private void add(String source) {
        String key = SourceOptions.keyOf(source, SourceOptions.VENUE.key());
        String name = given.get(key);
        if (name == null || name.isBlank()) {
            return;
        }
        VenueProfile profile = VenueProfiles.find(name.strip());
        if (profile == null) {
            problems.add(
                    key,
                    "'"
                            + name.strip()
                            + "' must be a venue profile; the nearest is "
                            + Nearest.to(name, VenueProfiles.names())
                            + " ('sequence-tracker profiles' lists all)");
            return;
        }
        if (isAvro(source)) {
            problems.add(
                    key,
                    "'"
                            + profile.name()
                            + "' can't be with "
                            + SourceOptions.keyOf(source, SourceOptions.FORMAT.key())
                            + " avro, since profiles are of JSON messages: set the options of the"
                            + " feed without it");
            return;
        }
        profile.options().forEach((option, value) -> put(source, option, value));
        for (VenueProfile.Companion need : profile.needs()) {
            if (put(source, need.option(), need.suggested())) {
                problems.add(
                        SourceOptions.keyOf(source, need.option()),
                        "is required beside "
                                + key
                                + " "
                                + profile.name()
                                + ", such as "
                                + need.suggested()
                                + ". "
                                + need.why());
            }
        }
    }

    private boolean isAvro(String source) {
        String format = given.get(SourceOptions.keyOf(source, SourceOptions.FORMAT.key()));
        return format != null && format.strip().equals(OptionType.wordOf(FeedFormat.AVRO));
    }

    /** Whether it was not given, nor something that stands in its place or rules it out. */
    private boolean put(String source, String option, String value) {
        String instead = INSTEAD.get(option);
        if (instead != null && given.containsKey(SourceOptions.keyOf(source, instead))
                || isOfAnotherScheme(source, option)) {
            return false;
        }
        return values.putIfAbsent(SourceOptions.keyOf(source, option), value) == null;
    }

    private boolean isOfAnotherScheme(String source, String option) {
        Set<NumberingScheme> schemes = OF_SCHEMES.get(option);
        String scheme = given.get(SourceOptions.keyOf(source, NumberingOptions.SCHEME.key()));
        return schemes != null
                && scheme != null
                && schemes.stream()
                        .map(OptionType::wordOf)
                        .noneMatch(word -> word.equals(scheme.strip()));
    }

    private static Map<String, String> bothWays(Map<Option<String>, Option<String>> pairs) {
        Map<String, String> both = new HashMap<>();
        pairs.forEach(
                (one, other) -> {
                    both.put(one.key(), other.key());
                    both.put(other.key(), one.key());
                });
        return both;
    }
}
