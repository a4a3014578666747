package com.k2.sequence.operator.buffer;

import java.security.SecureRandom;
import java.util.Random;

/**
 * A hash that depends on every character and on a secret of this process, so that nobody can choose
 * names which share it: names come from messages. Not for anything that outlives the process.
 */
public final class SeededHash {

    /**
     * A system property with a number that takes the secret's place, for runs that must be equal.
     */
    private static final String FIXED = "sequence.hash.secret";

    private static final Random RANDOM =
            Long.getLong(FIXED) == null ? new SecureRandom() : new Random(Long.getLong(FIXED));
    private static final long SECRET = RANDOM.nextLong();
    private static final long OTHER_SECRET = RANDOM.nextLong();

    /** Characters in a long. */
    private static final int CHARS = Long.BYTES / Character.BYTES;

    private SeededHash() {}

    /** Of a text, going on from the hash of what is before it. */
    public static long of(long before, String text) {
        int length = text.length();
        long hash = mix(before, length);
        int at = 0;
        while (at < length) {
            long word = 0;
            for (int end = Math.min(length, at + CHARS); at < end; at++) {
                word = word << Character.SIZE | text.charAt(at);
            }
            hash = mix(hash, word);
        }
        return hash;
    }

    /** Of a number, going on from the hash of what is before it. */
    static long mix(long before, long word) {
        long one = word ^ SECRET;
        long other = before ^ OTHER_SECRET;
        return one * other ^ Math.multiplyHigh(one, other);
    }
}
