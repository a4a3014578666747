package com.k2.sequence.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.k2.sequence.tracking.EpochNanos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Moves the times of a recorded feed by whole seconds, so that they are near now and keep their
 * distances. Nothing else of a message changes, and its time stays written as it was: a number in
 * its unit, or ISO-8601.
 */
final class CaptureTimes {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Powers of ten from a unit to nanoseconds: those of nanoseconds up to those of seconds. */
    private static final int[] UNITS = {0, 3, 6, 9};

    private final JsonPointer field;
    private final long shift;

    /**
     * @param field where a message has its time
     * @param from a time in nanoseconds since 1970
     * @param to about the time that it becomes, in the same unit
     */
    CaptureTimes(JsonPointer field, long from, long to) {
        this.field = field;
        this.shift = Math.floorDiv(to - from, NANOS_PER_SECOND) * NANOS_PER_SECOND;
    }

    /** A time after the move. */
    long moved(long nanos) {
        return nanos + shift;
    }

    /**
     * The message with its time moved; unchanged if the form of its time is not known here.
     *
     * @param nanos the time that it has
     */
    byte[] moved(byte[] message, long nanos) {
        try (JsonParser parser = JSON.createParser(message)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token.isScalarValue()
                        && parser.getParsingContext().pathAsPointer().equals(field)) {
                    return moved(message, parser, nanos);
                }
            }
        } catch (IOException notThisReadersJson) {
            // The job may be able to read it: the message is sent unchanged.
        }
        return message;
    }

    private byte[] moved(byte[] message, JsonParser parser, long nanos) throws IOException {
        String text = parser.getText();
        String quote = parser.currentToken() == JsonToken.VALUE_STRING ? "\"" : "";
        String written = quote + text + quote;
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        int end = begin + written.length();
        if (end > message.length
                || !new String(message, begin, end - begin, ISO_8859_1).equals(written)) {
            return message;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 16);
        out.write(message, 0, begin);
        out.write((quote + moved(text, nanos) + quote).getBytes(ISO_8859_1));
        out.write(message, end, message.length - end);
        return out.toByteArray();
    }

    private String moved(String text, long nanos) {
        if (!NUMBER.matcher(text).matches()) {
            return EpochNanos.format(nanos + shift);
        }
        BigDecimal number = new BigDecimal(text);
        for (int unit : UNITS) {
            if (number.movePointRight(unit).toBigInteger().longValue() == nanos) {
                return number.add(BigDecimal.valueOf(shift).movePointLeft(unit).setScale(0))
                        .toPlainString();
            }
        }
        return text;
    }
}
