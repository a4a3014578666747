package com.k2.sequence.redis.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowPatternTest {

    @Test
    void encodesNamesAsKeysAreAndKeepsWildcards() {
        assertThat(new RowPattern("a b", "x:{1}*").match("k2:seq"))
                .isEqualTo("k2:seq:a%20b:x%3A%7B1%7D*");
    }

    @Test
    void takesThePrefixAsItIs() {
        assertThat(RowPattern.ALL.match("k[2]*?\\")).isEqualTo("k\\[2\\]\\*\\?\\\\:*:*");
    }
}
