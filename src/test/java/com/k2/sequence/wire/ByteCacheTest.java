package com.k2.sequence.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;

class ByteCacheTest {

    /** Past what is remembered. */
    private static final int LONGEST = ByteCache.MAX_LENGTH + 2;

    private int decoded;
    private final ByteCache<String> cache =
            new ByteCache<>(
                    10,
                    bytes -> {
                        decoded++;
                        return Arrays.toString(bytes);
                    });

    @Test
    void tellsAnEncodingFromEveryOther() throws IOException {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] encoding = new byte[length];
            Arrays.fill(encoding, (byte) 0xF7);
            String value = read(encoding);
            assertThat(value).isEqualTo(Arrays.toString(encoding));

            for (int at = 0; at < length; at++) {
                byte[] other = encoding.clone();
                other[at] = 0;
                assertThat(read(other)).isEqualTo(Arrays.toString(other));
            }
            assertThat(read(encoding)).isEqualTo(value);
        }
    }

    @Test
    void decodesWhatComesAgainOnce() throws IOException {
        for (int round = 0; round < 3; round++) {
            for (int length = 0; length <= ByteCache.MAX_LENGTH; length++) {
                read(new byte[length]);
            }
        }

        assertThat(decoded).isEqualTo(ByteCache.MAX_LENGTH + 1);
    }

    /** What a longer encoding has left behind is no part of a shorter one. */
    @Test
    void givesOneValueForEqualEncodings() throws IOException {
        byte[] encoding = {1, 2, 3};
        String value = read(encoding);
        read(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9});

        assertThat(read(encoding)).isSameAs(value);
    }

    @Property
    void remembersValuesByTheirBytes(@ForAll byte[] one, @ForAll byte[] other) throws IOException {
        ByteCache<String> small = new ByteCache<>(1, bytes -> new String(bytes, ISO_8859_1));
        for (byte[] bytes : Arrays.asList(one, other, other, one)) {
            assertThat(small.read(bytes.length, new DataInputDeserializer(bytes)))
                    .isEqualTo(new String(bytes, ISO_8859_1));
        }
    }

    private String read(byte[] encoding) throws IOException {
        return cache.read(encoding.length, new DataInputDeserializer(encoding));
    }
}
