package com.k2.sequence.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Utf8Test {

    @Property
    void takesWhatTheJdkWrites(@ForAll("codePoints") String text) {
        assertThat(Utf8.isValid(text.getBytes(UTF_8))).isTrue();
    }

    @Property(tries = 20_000)
    void agreesWithTheJdk(@ForAll("likelyBytes") byte[] bytes) {
        assertThat(Utf8.isValid(bytes)).isEqualTo(isValidToTheJdk(bytes));
    }

    @Property
    void agreesWithTheJdkOnTruncatedText(
            @ForAll("codePoints") String text, @ForAll @IntRange(max = 100) int length) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] truncated = Arrays.copyOf(bytes, Math.min(length, bytes.length));

        assertThat(Utf8.isValid(truncated)).isEqualTo(isValidToTheJdk(truncated));
    }

    @Provide
    Arbitrary<String> codePoints() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(30)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
    }

    /** Bytes at the bounds of the ranges of RFC 3629. */
    @Provide
    Arbitrary<byte[]> likelyBytes() {
        return Arbitraries.of(
                        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
                        0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5,
                        0xFF)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(12);
    }

    private static boolean isValidToTheJdk(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
