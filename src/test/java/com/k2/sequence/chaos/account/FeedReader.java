package com.k2.sequence.chaos.account;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.testing.IndependentReader.Key;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads the messages of a {@link ChaosFeed} in the simplest way, by a tree of JSON. */
final class FeedReader {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private FeedReader() {}

    /**
     * What a message says.
     *
     * @param key null on a message that is not tracked
     * @param sequence null on a message that is not tracked
     * @param time null on a message that is not tracked
     * @param deadLetter the fixed word of the dead letter that it must become; null otherwise
     */
    record Message(Key key, BigInteger sequence, Instant time, String deadLetter) {

        private static final Message UNSEQUENCED = new Message(null, null, null, null);

        boolean isUnsequenced() {
            return key == null && deadLetter == null;
        }

        private static Message unreadable(String reason) {
            return new Message(null, null, null, reason);
        }
    }

    static Message read(byte[] value) {
        JsonNode message;
        try {
            message = JSON.readTree(value);
        } catch (IOException notJson) {
            return Message.unreadable("malformed");
        }
        JsonNode number = message.at("/head/number");
        if (number.isMissingNode()) {
            return Message.UNSEQUENCED;
        }
        if (!number.isIntegralNumber()
                || number.bigIntegerValue().signum() < 0
                || number.bigIntegerValue().compareTo(LARGEST) > 0) {
            return Message.unreadable("invalid-sequence");
        }
        if (!message.has("code") || !message.has("board")) {
            return Message.unreadable("missing-field");
        }
        Instant time;
        try {
            time = Instant.parse(message.at("/head/time").asText());
        } catch (DateTimeParseException unreadable) {
            return Message.unreadable("invalid-timestamp");
        }
        String symbol = message.get("code").asText() + '.' + message.get("board").asText();
        Key key = new Key(message.get("venue").asText(), symbol);
        return new Message(key, number.bigIntegerValue(), time, null);
    }
}
