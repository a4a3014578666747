package com.k2.sequence.check;

/**
 * Something that the doctor has found.
 *
 * @param subject what was looked at, in a word
 * @param text what was found, naming the option to change where there is something to change
 */
public record Finding(String subject, Outcome outcome, String text) {

    /** How it is; what prints it calls it the verdict. */
    public enum Outcome {
        /** As it should be. */
        OK,
        /** The job runs, but not as well as it could. */
        WARNING,
        /** The job does not start like this. */
        PROBLEM,
        /** Not known until something else is right. */
        UNKNOWN
    }
}
