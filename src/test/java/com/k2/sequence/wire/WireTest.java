package com.k2.sequence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.InstrumentKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    private final DataOutputSerializer out = new DataOutputSerializer(16);

    private DataInputDeserializer written() {
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        out.clear();
        return in;
    }

    @Property
    void readsEveryNumber(@ForAll long number) throws IOException {
        Wire.writeUnsigned(number, out);
        assertThat(Wire.readUnsigned(written())).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "300, ac02",
        "9223372036854775807, ffffffffffffffff7f",
        "-1, ffffffffffffffffff01",
    })
    void writesNumbersInSevenBitsAByte(long number, String hex) throws IOException {
        Wire.writeUnsigned(number, out);
        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    }

    @Property
    void readsEveryString(@ForAll String text) throws IOException {
        assertReadsBack(text);
    }

    @Property
    void readsEveryHalfSurrogate(@ForAll("halves") String text) throws IOException {
        assertReadsBack(text);
    }

    @Provide
    Arbitrary<String> halves() {
        return Arbitraries.strings().withCharRange('\ud7f0', '\ue010').withChars("a\u00ff\u0100");
    }

    private void assertReadsBack(String text) throws IOException {
        Wire.writeString(text, out);
        DataInputDeserializer in = written();
        assertThat(Wire.readString(in)).isEqualTo(text);
        assertThat(in.available()).isZero();
    }

    /** A savepoint's state is found by these bytes: they must never change. */
    @ParameterizedTest
    @CsvSource({
        "asx, BHP,     06617378 06424850",
        "'', '',       00 00",
        "ä, '币a',     02e4 055e010061",
        "x, a\ud83d,   0278 050061d83d",
    })
    void writesKeysOfStateAsSavepointsHaveThem(String exchange, String symbol, String hex)
            throws IOException {
        InstrumentKey key = new InstrumentKey(exchange, symbol);
        new InstrumentKeyTypeSerializer().serialize(key, out);
        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex.replace(" ", ""));
    }

    @Test
    void readsTheExchangeOfMessagesOnce() throws IOException {
        SequencedMessageTypeSerializer serializer = new SequencedMessageTypeSerializer();
        serializer.serialize(TestValues.MESSAGES[0], out);
        byte[] bytes = out.getCopyOfBuffer();

        InstrumentKey first = serializer.deserialize(new DataInputDeserializer(bytes)).instrument();

        assertThat(serializer.deserialize(new DataInputDeserializer(bytes)).instrument().exchange())
                .isSameAs(first.exchange());
    }

    /** As version 0.1.0 wrote it; an unaligned checkpoint may hold it. */
    @Test
    void readsMessagesOfVersion010() throws IOException {
        SequencedMessage message =
                new SequencedMessage(
                        new InstrumentKey("asx", "BHP"), 1005, 7, TestValues.RECORDS[0]);
        new InstrumentCodec().write(message.instrument(), out);
        Wire.writeUnsigned(message.first(), out);
        out.writeLong(message.timestamp());
        new SourceRecordTypeSerializer().serialize(message.record(), out);
        byte[] old = out.getCopyOfBuffer();
        assertThat(HexFormat.of().formatHex(old))
                .startsWith("08" + "06617378" + "06424850" + "ed07");

        SequencedMessage read =
                new SequencedMessageTypeSerializer().deserialize(new DataInputDeserializer(old));

        assertThat(read).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void aMessageOfOneNumberTakesAByteMoreThanInVersion010() throws IOException {
        SequencedMessage message =
                new SequencedMessage(
                        new InstrumentKey("asx", "BHP"), 1005, 1005, 7, 127, TestValues.RECORDS[0]);
        new SourceRecordTypeSerializer().serialize(message.record(), out);
        int record = out.length();
        out.clear();

        new SequencedMessageTypeSerializer().serialize(message, out);

        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer(), 0, out.length() - record))
                .isEqualTo("00" + "7f" + "06617378" + "06424850" + "ed07" + "0000000000000007");
    }

    @Test
    void refusesAMessageWithFlagsOfALaterVersion() {
        assertThatThrownBy(
                        () ->
                                new SequencedMessageTypeSerializer()
                                        .deserialize(new DataInputDeserializer(new byte[] {1, 63})))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("flags 63, of which this version", "a later version");
    }

    /** Of every length, so of one and two bytes of header, in Latin-1 and past it. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "\u00e9", "\u5e01"})
    void readsInstrumentsOfEveryLength(String character) throws IOException {
        InstrumentCodec codec = new InstrumentCodec();
        for (int length = 0; length <= 2 * ByteCache.MAX_LENGTH; length++) {
            InstrumentKey key =
                    new InstrumentKey("x" + character.repeat(length), character.repeat(length));
            codec.write(key, out);
            byte[] bytes = out.getCopyOfBuffer();
            out.clear();

            DataInputDeserializer in = new DataInputDeserializer(bytes);
            assertThat(codec.read(in)).isEqualTo(key);
            assertThat(in.available()).isZero();

            new InstrumentKeyTypeSerializer().serialize(key, out);
            byte[] behind = out.getCopyOfBuffer();
            out.clear();
            Wire.writeUnsigned(behind.length, out);
            out.write(behind);
            assertThat(bytes).isEqualTo(out.getCopyOfBuffer());
            out.clear();
        }
    }

    /** Three in two slots, and one that is equal to another but a second object. */
    @Property
    void writesEqualValuesAlikeHoweverOften(@ForAll @Size(3) List<String> texts)
            throws IOException {
        EncodingCache<String> cache = new EncodingCache<>(1, Wire::writeString);
        ByteCache<String> decoded =
                new ByteCache<>(1, bytes -> Wire.readString(new DataInputDeserializer(bytes)));
        List<String> written = new ArrayList<>(texts);
        written.addAll(texts);
        written.add(new String(texts.get(0).toCharArray()));
        for (String text : written) {
            cache.write(text, out);
        }

        DataInputDeserializer in = written();
        for (String text : written) {
            assertThat(decoded.read((int) Wire.readUnsigned(in), in)).isEqualTo(text);
        }
        assertThat(in.available()).isZero();
    }
}
