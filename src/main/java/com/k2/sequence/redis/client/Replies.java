package com.k2.sequence.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what servers reply as text. */
public final class Replies {

    private Replies() {}

    /** A reply of many texts, null where there is none. */
    public static List<String> texts(Object reply) {
        List<String> texts = new ArrayList<>();
        ((List<?>) reply).forEach(bytes -> texts.add(text(bytes)));
        return texts;
    }

    /** A reply that is one text; null where there is none. */
    public static String text(Object reply) {
        return reply == null ? null : new String((byte[]) reply, StandardCharsets.UTF_8);
    }
}
