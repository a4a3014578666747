package com.k2.sequence.decode.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.k2.sequence.decode.compression.Decompressor.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompressorTest {

    private static final int MAX_BYTES = 100_000;

    /** Ways to compress, and what they are to be decompressed as. */
    private enum Way {
        GZIP(Compression.GZIP) {
            @Override
            OutputStream on(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZLIB(Compression.DEFLATE) {
            @Override
            OutputStream on(OutputStream out) {
                return new DeflaterOutputStream(out);
            }
        },
        RAW_DEFLATE(Compression.DEFLATE) {
            @Override
            OutputStream on(OutputStream out) {
                return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true));
            }
        },
        /** Without the size in its header. */
        ZSTD(Compression.ZSTD) {
            @Override
            OutputStream on(OutputStream out) throws IOException {
                return new ZstdOutputStream(out).setChecksum(true);
            }
        },
        ZSTD_WITH_SIZE(Compression.ZSTD) {
            @Override
            OutputStream on(OutputStream out) {
                return null;
            }

            @Override
            byte[] compress(byte[] value) {
                return Zstd.compress(value);
            }
        };

        private final Compression compression;

        Way(Compression compression) {
            this.compression = compression;
        }

        abstract OutputStream on(OutputStream out) throws IOException;

        byte[] compress(byte[] value) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = on(bytes)) {
                out.write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    private static final byte[] TEXT = "{\"seq\":1,\"text\":\"ääh\"}".repeat(40).getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(Way.class)
    void givesWhatWasCompressed(Way way) {
        Random random = new Random(1);
        byte[] noise = new byte[50_000];
        random.nextBytes(noise);
        try (Decompressor decompressor = way.compression.open(MAX_BYTES)) {
            for (byte[] value :
                    List.of(
                            TEXT,
                            noise,
                            new byte[0],
                            new byte[1],
                            new byte[MAX_BYTES],
                            Arrays.copyOf(noise, 4096),
                            TEXT)) {
                assertThat(decompressor.decompress(way.compress(value))).isNull();
                assertThat(Arrays.copyOf(decompressor.buffer(), decompressor.length()))
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void stopsAtABombAndGoesOn(Way way) {
        byte[] bomb = way.compress(new byte[50_000_000]);
        byte[] oneTooMany = way.compress(new byte[MAX_BYTES + 1]);
        try (Decompressor decompressor = way.compression.open(MAX_BYTES)) {
            assertThat(decompressor.decompress(bomb)).isEqualTo(Failure.TOO_LARGE);
            assertThat(decompressor.buffer().length).isLessThanOrEqualTo(MAX_BYTES);
            assertThat(decompressor.decompress(oneTooMany)).isEqualTo(Failure.TOO_LARGE);
            assertThat(decompressor.problem(Failure.TOO_LARGE))
                    .contains("more than 100000 bytes")
                    .contains(way.compression.word());
            assertThat(decompressor.decompress(way.compress(TEXT))).isNull();
            assertThat(decompressor.length()).isEqualTo(TEXT.length);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void findsEveryTruncationAndWhatFollows(Way way) {
        byte[] whole = way.compress(TEXT);
        try (Decompressor decompressor = way.compression.open(MAX_BYTES)) {
            for (int length = 0; length < whole.length; length++) {
                assertThat(decompressor.decompress(Arrays.copyOf(whole, length)))
                        .as("%d of %d bytes", length, whole.length)
                        .isEqualTo(Failure.MALFORMED);
            }
            byte[] more = Arrays.copyOf(whole, whole.length + 3);
            assertThat(decompressor.decompress(more)).isEqualTo(Failure.MALFORMED);
            assertThat(decompressor.decompress(whole)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void survivesDamage(Way way) {
        byte[] whole = way.compress(TEXT);
        Random random = new Random(2);
        try (Decompressor decompressor = way.compression.open(MAX_BYTES)) {
            for (int i = 0; i < 5_000; i++) {
                byte[] damaged = whole.clone();
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
                }
                Failure failure = decompressor.decompress(damaged);

                assertThat(failure == null ? decompressor.length() : 0).isBetween(0, MAX_BYTES);
            }
            assertThat(decompressor.decompress(TEXT)).isEqualTo(Failure.MALFORMED);
            assertThat(decompressor.decompress(whole)).isNull();
            assertThat(Arrays.copyOf(decompressor.buffer(), decompressor.length())).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD", "ZSTD_WITH_SIZE"})
    void readsSeveralMembersAsOne(Way way) {
        byte[] member = way.compress(TEXT);
        byte[] two = Arrays.copyOf(member, 2 * member.length);
        System.arraycopy(member, 0, two, member.length, member.length);
        try (Decompressor decompressor = way.compression.open(MAX_BYTES)) {
            assertThat(decompressor.decompress(two)).isNull();
            assertThat(decompressor.length()).isEqualTo(2 * TEXT.length);
        }
    }

    @Test
    void readsAGzipHeaderWithAllThatItMayHold() {
        byte[] plain = Way.GZIP.compress(TEXT);
        byte[] extras = {4, 0, 1, 2, 3, 4, 'n', 0, 'c', 'c', 0, 7, 7};
        byte[] full = new byte[plain.length + extras.length];
        System.arraycopy(plain, 0, full, 0, 10);
        full[3] = 2 | 4 | 8 | 16;
        System.arraycopy(extras, 0, full, 10, extras.length);
        System.arraycopy(plain, 10, full, 10 + extras.length, plain.length - 10);
        try (Decompressor decompressor = Compression.GZIP.open(MAX_BYTES)) {
            assertThat(decompressor.decompress(full)).isNull();
            assertThat(decompressor.length()).isEqualTo(TEXT.length);
            for (int length = 0; length < 10 + extras.length; length++) {
                assertThat(decompressor.decompress(Arrays.copyOf(full, length)))
                        .isEqualTo(Failure.MALFORMED);
            }
        }
    }

    @Test
    void noneNeedsNone() {
        assertThat(Compression.NONE.open(MAX_BYTES)).isNull();
    }
}
