package com.k2.sequence.demo.feed;

import java.nio.charset.StandardCharsets;

/**
 * The ways in which the injector corrupts a message, and the reason that its dead letter must name.
 */
enum MessageCorrupter {
    EMPTY(Outcome.MALFORMED) {
        @Override
        byte[] corrupt(Tick tick) {
            return new byte[0];
        }
    },
    NOT_JSON(Outcome.MALFORMED) {
        @Override
        byte[] corrupt(Tick tick) {
            return bytes("8=FIX.4.4|35=X|55=" + tick.instrument().symbol() + "|34=1|");
        }
    },
    /** Cut off before the number: a reader that stops at the last field it needs must see it. */
    TRUNCATED(Outcome.MALFORMED) {
        @Override
        byte[] corrupt(Tick tick) {
            String json = text(tick);
            return bytes(json.substring(0, json.indexOf("\"sequence\"") + 5));
        }
    },
    NO_SYMBOL(Outcome.MISSING_FIELD) {
        @Override
        byte[] corrupt(Tick tick) {
            return replace(tick, "\"symbol\"", "\"venue_symbol\"");
        }
    },
    NEGATIVE(Outcome.INVALID_SEQUENCE) {
        @Override
        byte[] corrupt(Tick tick) {
            return withSequence(tick, "-" + (tick.sequence() + 1));
        }
    },
    FRACTION(Outcome.INVALID_SEQUENCE) {
        @Override
        byte[] corrupt(Tick tick) {
            return withSequence(tick, tick.sequence() + ".5");
        }
    },
    PAST_LONG(Outcome.INVALID_SEQUENCE) {
        @Override
        byte[] corrupt(Tick tick) {
            return withSequence(tick, "9223372036854775808");
        }
    },
    UNREADABLE_TIME(Outcome.INVALID_TIMESTAMP) {
        @Override
        byte[] corrupt(Tick tick) {
            return replace(tick, "\"timestamp\":\"", "\"timestamp\":\"about ");
        }
    };

    private final Outcome outcome;

    MessageCorrupter(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    /** The message's bytes, corrupted. */
    abstract byte[] corrupt(Tick tick);

    private static byte[] withSequence(Tick tick, String number) {
        return replace(tick, "\"sequence\":" + tick.sequence(), "\"sequence\":" + number);
    }

    private static byte[] replace(Tick tick, String part, String replacement) {
        return bytes(text(tick).replace(part, replacement));
    }

    private static String text(Tick tick) {
        return new String(MarketDataJson.write(tick), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
