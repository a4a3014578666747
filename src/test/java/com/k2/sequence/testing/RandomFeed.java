package com.k2.sequence.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A seeded feed in which everything happens: numbers that follow, skip, repeat, come late and start
 * again, messages without a number, and some that are no JSON. Not thread-safe.
 */
public final class RandomFeed {

    private static final Instant START = Instant.parse("2026-01-11T10:00:00Z");
    private static final List<String> EXCHANGES = List.of("asx", "n y:s{e}");

    private final String topic;
    private final int partitions;
    private final Random random;
    private final long[] last;
    private int produced;

    /**
     * @param instruments how many series the feed has
     */
    public RandomFeed(long seed, String topic, int partitions, int instruments) {
        this.topic = topic;
        this.partitions = partitions;
        this.random = new Random(seed);
        this.last = new long[instruments];
        Arrays.setAll(last, instrument -> random.nextInt(1_000_000));
    }

    /** How a job reads it. */
    public FeedDescription description(String name) {
        return FeedDescription.of(
                name,
                topic,
                "exchange-field",
                "/header/venue",
                "symbol-field",
                "/code,/board",
                "sequence-field",
                "/header/number",
                "timestamp-field",
                "/header/time");
    }

    /** The next messages; an instrument's are all in one partition. */
    public List<ProducerRecord<byte[], byte[]>> next(int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(next());
        }
        return records;
    }

    /** How many messages it has given so far. */
    public int produced() {
        return produced;
    }

    private ProducerRecord<byte[], byte[]> next() {
        int instrument = random.nextInt(last.length);
        String exchange = EXCHANGES.get(instrument % EXCHANGES.size());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        instrument % partitions,
                        START.toEpochMilli() + produced,
                        bytes("key-" + instrument),
                        bytes(value(exchange, instrument)));
        record.headers()
                .add(ExpectedOutput.ID_HEADER, bytes(topic + '#' + produced))
                .add("trace", bytes("t" + produced));
        produced++;
        return record;
    }

    private String value(String exchange, int instrument) {
        int lot = random.nextInt(1_000);
        if (lot == 0) {
            return "{\"header\":{\"venue\":\"" + exchange + "\",\"num";
        }
        String number = lot == 1 ? "" : ",\"number\":" + nextNumber(instrument, lot);
        Instant time = START.plusNanos(produced * 1_001L);
        return "{\"header\":{\"venue\":\"%s\",\"time\":\"%s\"%s},\"code\":\"C%d\",\"board\":\"%s\"}"
                .formatted(exchange, time, number, instrument, "Ü%s".formatted(instrument % 3));
    }

    private long nextNumber(int instrument, int lot) {
        long before = last[instrument];
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
        boolean startsAgain = lot >= 90;
        last[instrument] = startsAgain ? next : Math.max(next, before);
        return next;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
