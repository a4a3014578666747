package com.k2.sequence.decode.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8DecoderTest {

    private final Utf8Decoder decoder = new Utf8Decoder();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_535, 65_536, 65_537, 1_000_000})
    void decodesTextsOfAnyLengthOneAfterAnother(int length) {
        for (String character : new String[] {"x", "ä", "币", "😀"}) {
            assertDecodes(character.repeat(length / character.getBytes(UTF_8).length));
            assertThat((CharSequence) decoder.decode(new byte[] {0x78, (byte) 0xC2})).isNull();
            assertDecodes("BHP");
        }
    }

    private void assertDecodes(String text) {
        CharBuffer decoded = decoder.decode(text.getBytes(UTF_8));

        assertThat((CharSequence) decoded).hasToString(text);
        assertThat(decoded.arrayOffset()).isZero();
        assertThat(new String(decoded.array(), 0, decoded.length())).isEqualTo(text);
    }
}
