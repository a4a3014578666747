package com.k2.sequence.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The encodings that all serialisers share. They are part of every savepoint: a change of them
 * needs new serialisers beside the old ones.
 */
final class Wire {

    /** Least value whose encoding as {@link #writeUnsigned} takes two bytes. */
    private static final int CONTINUED = 0x80;

    private Wire() {}

    /** Writes a number, taken as unsigned, in seven bits a byte, the lowest first. */
    static void writeUnsigned(long number, DataOutputView target) throws IOException {
        long rest = number;
        while (rest < 0 || rest >= CONTINUED) {
            target.writeByte((int) rest | CONTINUED);
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }

    static long readUnsigned(DataInputView source) throws IOException {
        long number = 0;
        int shift = 0;
        byte next = source.readByte();
        while (next < 0) {
            number |= (next & 0x7FL) << shift;
            shift += 7;
            next = source.readByte();
        }
        return number | (long) next << shift;
    }

    /**
     * Writes any string exactly, unpaired surrogates too: twice its length, plus one where a
     * character is past Latin-1, then its characters in a byte each or in two.
     */
    static void writeString(String text, DataOutputView target) throws IOException {
        if (isLatin1(text)) {
            writeUnsigned((long) text.length() << 1, target);
            // Not writeBytes(String): Flink's DataOutputSerializer moves on twice as far in it.
            for (int i = 0; i < text.length(); i++) {
                target.writeByte(text.charAt(i));
            }
        } else {
            writeUnsigned((long) text.length() << 1 | 1, target);
            target.writeChars(text);
        }
    }

    /** How many bytes {@link #writeUnsigned} takes. */
    private static int sizeOfUnsigned(long number) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(number | 1);
        return (bits + 6) / 7;
    }

    /** How many bytes {@link #writeString} takes. */
    static int sizeOfString(String text) {
        long length = text.length();
        return isLatin1(text)
                ? sizeOfUnsigned(length << 1) + text.length()
                : sizeOfUnsigned(length << 1 | 1) + 2 * text.length();
    }

    static String readString(DataInputView source) throws IOException {
        return readString(readUnsigned(source), source);
    }

    /**
     * Reads the characters of a string.
     *
     * @param header the number before them
     */
    static String readString(long header, DataInputView source) throws IOException {
        int length = length(header);
        if (isLatin1(header)) {
            byte[] characters = new byte[length];
            source.readFully(characters);
            return new String(characters, StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[length];
        for (int i = 0; i < length; i++) {
            characters[i] = source.readChar();
        }
        return new String(characters);
    }

    /** Whether each character of the string behind this header takes a byte. */
    static boolean isLatin1(long header) {
        return (header & 1) == 0;
    }

    /** The characters of the string behind this header. */
    static int length(long header) {
        return (int) (header >>> 1);
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** The constant of an enum that a byte stands for. */
    static <E extends Enum<E>> E constant(E[] constants, byte number) throws IOException {
        if (number < 0 || number >= constants.length) {
            throw new IOException(
                    "a record in the state that is restored has "
                            + constants[0].getDeclaringClass().getSimpleName()
                            + " number "
                            + number
                            + ", and this version of the job knows "
                            + constants.length
                            + ": it was written by a later version");
        }
        return constants[number];
    }

    /** Writes bytes, or that there are none (null): one more than their number, or 0. */
    static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
        if (bytes == null) {
            target.writeByte(0);
            return;
        }
        writeUnsigned(bytes.length + 1L, target);
        target.write(bytes);
    }

    static byte[] readBytes(DataInputView source) throws IOException {
        long header = readUnsigned(source);
        if (header == 0) {
            return null;
        }
        byte[] bytes = new byte[(int) (header - 1)];
        source.readFully(bytes);
        return bytes;
    }
}
