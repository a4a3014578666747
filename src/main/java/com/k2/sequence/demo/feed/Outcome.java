package com.k2.sequence.demo.feed;

import com.k2.sequence.message.DeadLetter;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.Set;

/** The outcomes of a message that are counted, and where the job's outputs show them. */
public enum Outcome {
    NORMAL("normal", Place.SEQUENCED),
    GAP("gaps", Place.SEQUENCED, Place.OWN_TOPIC),
    GAP_MINOR("  minor", Place.OWN_TOPIC),
    GAP_LOG("  log", Place.OWN_TOPIC),
    GAP_ALERT("  alert", Place.OWN_TOPIC),
    GAP_HALT("  halt", Place.OWN_TOPIC),
    /** Counts the numbers that gaps skip, not the gaps. */
    MISSING("  messages missing", Place.SEQUENCED, Place.OWN_TOPIC),
    RESET("resets", Place.SEQUENCED, Place.OWN_TOPIC),
    DUPLICATE("duplicates", Place.SEQUENCED, Place.OWN_TOPIC),
    OUT_OF_ORDER("out of order", Place.SEQUENCED, Place.OWN_TOPIC),
    HEARTBEAT("heartbeats", Place.SEQUENCED),
    UNSEQUENCED("unsequenced", Place.SEQUENCED),
    MALFORMED("malformed", Place.OWN_TOPIC),
    MISSING_FIELD("missing field", Place.OWN_TOPIC),
    INVALID_SEQUENCE("invalid sequence", Place.OWN_TOPIC),
    INVALID_TIMESTAMP("invalid timestamp", Place.OWN_TOPIC),
    TOO_LARGE("too large", Place.OWN_TOPIC);

    /** Where the job's outputs show an outcome. */
    public enum Place {
        /** As an event or a dead letter, in the topic of its kind. */
        OWN_TOPIC("topic of its kind"),
        /** In a header of the sequenced topic. */
        SEQUENCED("sequenced topic");

        private final String label;

        Place(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final String label;
    private final Set<Place> places;

    Outcome(String label, Place... places) {
        this.label = label;
        this.places = Set.of(places);
    }

    public static Outcome of(VerdictType type) {
        return switch (type) {
            case NORMAL -> NORMAL;
            case GAP -> GAP;
            case RESET -> RESET;
            case DUPLICATE -> DUPLICATE;
            case OUT_OF_ORDER -> OUT_OF_ORDER;
            case HEARTBEAT -> HEARTBEAT;
        };
    }

    public static Outcome of(GapSeverity severity) {
        return switch (severity) {
            case MINOR -> GAP_MINOR;
            case LOG -> GAP_LOG;
            case ALERT -> GAP_ALERT;
            case HALT -> GAP_HALT;
        };
    }

    public static Outcome of(DeadLetter.Reason reason) {
        return switch (reason) {
            case MALFORMED -> MALFORMED;
            case MISSING_FIELD -> MISSING_FIELD;
            case INVALID_SEQUENCE -> INVALID_SEQUENCE;
            case INVALID_TIMESTAMP -> INVALID_TIMESTAMP;
            case TOO_LARGE -> TOO_LARGE;
        };
    }

    public String label() {
        return label;
    }

    public boolean isShownIn(Place place) {
        return places.contains(place);
    }
}
