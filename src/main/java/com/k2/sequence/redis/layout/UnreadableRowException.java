package com.k2.sequence.redis.layout;

/** A row is there but can't be read; the message names the field and what it holds. */
public final class UnreadableRowException extends Exception {

    public UnreadableRowException(String message) {
        super(message);
    }

    /**
     * The same of a row of a later form, which says what to read it with.
     *
     * @param known the last form that this version knows
     */
    UnreadableRowException inForm(long form, long known) {
        return new UnreadableRowException(
                getMessage()
                        + "; the row is of form "
                        + form
                        + ", written by a later version, and this version knows forms up to "
                        + known);
    }
}
