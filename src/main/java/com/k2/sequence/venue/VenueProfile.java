package com.k2.sequence.venue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of one venue's feed.
 *
 * @param name of venue and channel, such as binance-spot-depth
 * @param description what the feed is, and how it numbers messages, in a sentence
 * @param evidence where that is known from
 * @param tested on what it was tried
 * @param needs options that have to be set beside it, since a gateway chooses them
 * @param helps options that may be set beside it
 * @param options values by key, in the order of the file
 */
public record VenueProfile(
        String name,
        String description,
        String evidence,
        Tested tested,
        List<Companion> needs,
        List<Companion> helps,
        Map<String, String> options) {

    /** What a profile was tried on. */
    public enum Tested {
        /** Messages that were recorded from the venue. */
        RECORDED,
        /** Messages that follow the venue's specification. */
        SPECIFICATION,
        /** Nothing. */
        NONE
    }

    /**
     * An option that is set beside a profile.
     *
     * @param option its key, without that of the source
     * @param suggested a value to begin with
     * @param why what it says of the feed, in a sentence
     */
    public record Companion(String option, String suggested, String why) {}

    public VenueProfile {
        needs = List.copyOf(needs);
        helps = List.copyOf(helps);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
