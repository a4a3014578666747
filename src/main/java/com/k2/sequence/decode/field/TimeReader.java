package com.k2.sequence.decode.field;

/** Reads times that are written in one way. */
@FunctionalInterface
public interface TimeReader {

    /**
     * Reads a time out of a parser's buffer.
     *
     * @return nanoseconds since 1970-01-01T00:00:00Z, or {@link MessageTimes#NONE}
     */
    long read(char[] chars, int offset, int length);
}
