package com.k2.sequence.check;

/**
 * Something that an examination has found.
 *
 * @param subject what was looked at, in a word
 * @param text what was found, naming the option to change where there is something to change
 */
public record Finding(String subject, Verdict verdict, String text) {

    /** How it is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** The job runs, but not as well as it could. */
        WARNING,
        /** The job does not start like this. */
        PROBLEM,
        /** Can't be told before something else is right. */
        UNKNOWN
    }
}
