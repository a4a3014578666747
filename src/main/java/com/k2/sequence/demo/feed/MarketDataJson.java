package com.k2.sequence.demo.feed;

import com.k2.sequence.tracking.EpochNanos;
import java.nio.charset.StandardCharsets;

/**
 * Writes ticks as JSON of about 200 bytes. The other fields (price, size and so on) are derived
 * from the tick, so a copy of a tick is equal byte for byte.
 */
final class MarketDataJson {

    private static final int EXPECTED_LENGTH = 224;

    private MarketDataJson() {}

    static byte[] write(Tick tick) {
        long noise = mix(tick.sequence() ^ tick.timestamp());
        StringBuilder json = begin(tick).append(",\"sequence\":").append(tick.sequence());
        appendTimestamp(json, tick.timestamp());
        json.append(",\"price\":").append(10 + (noise & 0x3ff)).append('.');
        json.append(10 + (noise >>> 10 & 0x3f));
        json.append(",\"size\":").append(((noise >>> 16 & 0xff) + 1) * 100);
        json.append(",\"side\":\"").append((noise & 1) == 0 ? "buy" : "sell");
        json.append("\",\"trade_id\":\"").append(Long.toHexString(noise));
        return end(json.append("\",\"conditions\":[\"regular\"],\"currency\":\"AUD\""));
    }

    /** A readable message of the same instrument that carries no sequence number. */
    static byte[] writeHeartbeat(Tick tick) {
        StringBuilder json = begin(tick).append(",\"type\":\"heartbeat\"");
        appendTimestamp(json, tick.timestamp());
        return end(json);
    }

    private static StringBuilder begin(Tick tick) {
        return new StringBuilder(EXPECTED_LENGTH)
                .append("{\"exchange\":\"")
                .append(tick.instrument().exchange())
                .append("\",\"symbol\":\"")
                .append(tick.instrument().symbol())
                .append('"');
    }

    private static byte[] end(StringBuilder json) {
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendTimestamp(StringBuilder json, long nanos) {
        json.append(",\"timestamp\":\"").append(EpochNanos.format(nanos)).append('"');
    }

    /** Spreads the bits of a number over all 64 (the finaliser of SplitMix64). */
    private static long mix(long number) {
        long z = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
