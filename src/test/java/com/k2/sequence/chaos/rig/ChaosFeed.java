package com.k2.sequence.chaos.rig;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A seeded feed in which everything happens: numbers that follow, skip, repeat, come late and start
 * again, messages without a number, unreadable ones of every kind, and new symbols all along. Equal
 * arguments give equal feeds. Not thread-safe.
 */
public final class ChaosFeed {

    public static final String TOPIC = "chaos.in";

    /** Of its topic, and of the topics that the job writes to. */
    public static final int PARTITIONS = 4;

    /** Holds a message's place in the feed, from 0. */
    public static final String ORDINAL_HEADER = "chaos-ordinal";

    private static final Instant START = Instant.parse("2026-01-11T10:00:00Z");
    private static final List<String> EXCHANGES = List.of("asx", "n y:s{e}", "xétra");
    private static final int FIRST_SYMBOLS = 20;

    /** Among so many messages each fault of the feed has its share. */
    private static final int LOTS = 1_000;

    private final Random random;
    private final IntUnaryOperator activeKeys;
    private final boolean newOnesFirst;
    private final long[] last;
    private int met;
    private volatile int produced;

    /**
     * @param messages how many there will be about; by then all keys have turned up
     */
    public ChaosFeed(long seed, int keys, long messages) {
        this(
                seed,
                keys,
                produced -> (int) Math.min(keys, FIRST_SYMBOLS + produced * (long) keys / messages),
                false);
    }

    /**
     * A feed in which a key has its first turn as soon as it may have one.
     *
     * @param activeKeys how many keys may have their turn after so many messages, from 1 to all
     */
    public ChaosFeed(long seed, int keys, IntUnaryOperator activeKeys) {
        this(seed, keys, activeKeys, true);
    }

    private ChaosFeed(long seed, int keys, IntUnaryOperator activeKeys, boolean newOnesFirst) {
        this.random = new Random(seed);
        this.activeKeys = activeKeys;
        this.newOnesFirst = newOnesFirst;
        this.last = new long[keys];
        Arrays.setAll(last, key -> (long) Math.pow(10, 9 * random.nextDouble()));
    }

    /** How the job reads it. */
    static Map<String, String> sourceOptions() {
        return Map.of(
                "source.ticks.topics", TOPIC,
                "source.ticks.exchange-field", "/venue",
                "source.ticks.symbol-field", "/code,/board",
                "source.ticks.sequence-field", "/head/number",
                "source.ticks.timestamp-field", "/head/time");
    }

    /** How many messages it has given so far. */
    public int produced() {
        return produced;
    }

    /** How many keys have had their turn, or may have had. */
    int activeKeys() {
        return activeKeys.applyAsInt(produced);
    }

    ProducerRecord<byte[], byte[]> next() {
        int active = activeKeys();
        int key = newOnesFirst && met < active ? met++ : random.nextInt(active);
        int lot = random.nextInt(LOTS);
        return record(key, value(key, lot));
    }

    /** A message that goes on with a key's numbers. */
    ProducerRecord<byte[], byte[]> following(int key) {
        return record(key, value(key, LOTS));
    }

    private ProducerRecord<byte[], byte[]> record(int key, String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        TOPIC,
                        key % PARTITIONS,
                        START.toEpochMilli() + produced,
                        bytes("key-" + key),
                        bytes(value));
        record.headers().add(ORDINAL_HEADER, bytes(Integer.toString(produced)));
        produced = produced + 1;
        return record;
    }

    private String value(int key, int lot) {
        String time = START.plusNanos(produced * 1_000L).toString();
        return switch (lot) {
            case 0 -> "{\"venue\":\"" + EXCHANGES.get(0) + "\",\"head\":{\"num";
            case 1 -> json(key, time, null);
            case 2 -> json(key, time, "-1");
            case 3 -> json(key, time, "1.5");
            case 4 -> json(key, time, "9223372036854775808");
            case 5 -> json(key, "yesterday", Long.toString(last[key] + 1));
            case 6 -> "{\"venue\":\"asx\",\"head\":{\"number\":7,\"time\":\"" + time + "\"}}";
            default -> json(key, time, Long.toString(nextNumber(key, lot)));
        };
    }

    private static String json(int key, String time, String number) {
        return "{\"venue\":\""
                + EXCHANGES.get(key % EXCHANGES.size())
                + "\",\"head\":{\"time\":\""
                + time
                + '"'
                + (number == null ? "" : ",\"number\":" + number)
                + "},\"code\":\"C"
                + key
                + "\",\"board\":\"Ü"
                + key % 5
                + "\",\"price\":12.5,\"size\":300,\"side\":\"buy\"}";
    }

    private long nextNumber(int key, int lot) {
        long before = last[key];
        long next = before + 1;
        if (lot < 30) {
            next = before + 2 + (long) Math.pow(10, 4 * random.nextDouble());
        } else if (lot < 60) {
            next = before;
        } else if (lot < 90) {
            next = Math.max(0, before - 1 - random.nextInt(5));
        } else if (lot < 95) {
            next = random.nextInt(100);
        }
        boolean startsAgain = lot >= 90 && lot < 95;
        last[key] = startsAgain ? next : Math.max(next, before);
        return next;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
