package com.k2.sequence.chaos;

import com.k2.sequence.testing.IndependentReader;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an independent reader of the input topic says must have come out, by the place of a message
 * in the feed. Some 25 bytes a message.
 */
final class Expectations {

    private static final String DEAD_LETTERS = "dead-letters";

    /** The outputs beside the sequenced topic, and the events of their topics. */
    private static final Map<String, String> OUTPUT_OF_EVENT =
            Map.of(
                    "GAP", "gaps",
                    "RESET", "resets",
                    "DUPLICATE", "duplicates",
                    "OUT_OF_ORDER", "out-of-order");

    private final IndependentReader reader = new IndependentReader();
    private final Map<Key, Integer> keys = new HashMap<>();
    private final long[] sequenced;
    private final long[] beside;
    private final byte[] outputBeside;
    private final int[] keyOf;
    private final int[][] ordinals = new int[ChaosCluster.PARTITIONS][1];
    private int read;

    private Expectations(int messages) {
        sequenced = new long[messages];
        beside = new long[messages];
        outputBeside = new byte[messages];
        keyOf = new int[messages];
        Arrays.fill(keyOf, -1);
    }

    /**
     * Reads the input topic.
     *
     * @param messages how many were fed
     * @throws AssertionError if the topic has not got them all, each once
     */
    static Expectations read(TopicScan scan, int messages) {
        Expectations expectations = new Expectations(messages);
        scan.read(ChaosFeed.TOPIC, expectations::add);
        if (expectations.read != messages) {
            throw new AssertionError(
                    "fed " + messages + " messages, and the topic has " + expectations.read);
        }
        return expectations;
    }

    /** How many messages were fed. */
    int messages() {
        return sequenced.length;
    }

    /** Whether a message must be in an output. */
    boolean isExpected(String output, int ordinal) {
        boolean isDeadLetter = outputBeside[ordinal] == indexOf(DEAD_LETTERS);
        return output.equals("sequenced")
                ? !isDeadLetter
                : outputBeside[ordinal] == indexOf(output);
    }

    /** The fingerprint of a message's record in an output that it must be in. */
    long fingerprint(String output, int ordinal) {
        return output.equals("sequenced") ? sequenced[ordinal] : beside[ordinal];
    }

    /** Tells keys apart; negative where a message has none. */
    int key(int ordinal) {
        return keyOf[ordinal];
    }

    /** The place in the feed of the message at a position; negative where there is none. */
    int ordinalAt(int partition, long offset) {
        return partition < 0
                        || partition >= ordinals.length
                        || offset < 0
                        || offset >= ordinals[partition].length
                ? -1
                : ordinals[partition][(int) offset];
    }

    /** What must be in Redis. */
    Map<Key, State> states() {
        return reader.states();
    }

    private void add(ConsumerRecord<byte[], byte[]> input) {
        int ordinal = Integer.parseInt(Records.text(input, ChaosFeed.ORDINAL_HEADER));
        locate(input, ordinal);
        read++;
        FeedReader.Message message = FeedReader.read(input.value());
        if (message.deadLetter() != null) {
            beside[ordinal] = Records.deadLetter(input, message.deadLetter());
            outputBeside[ordinal] = indexOf(DEAD_LETTERS);
        } else if (message.isUnsequenced()) {
            sequenced[ordinal] = Records.sequenced(input, null);
        } else {
            keyOf[ordinal] = keys.computeIfAbsent(message.key(), first -> keys.size());
            String position = input.topic() + '/' + input.partition() + '@' + input.offset();
            Verdict verdict =
                    reader.read(message.key(), message.sequence(), message.time(), position);
            sequenced[ordinal] = Records.sequenced(input, verdict);
            String output = OUTPUT_OF_EVENT.get(verdict.type());
            if (output != null) {
                beside[ordinal] = Records.event(input, message, verdict);
                outputBeside[ordinal] = indexOf(output);
            }
        }
    }

    private void locate(ConsumerRecord<byte[], byte[]> input, int ordinal) {
        int partition = input.partition();
        int offset = Math.toIntExact(input.offset());
        if (offset >= ordinals[partition].length) {
            int before = ordinals[partition].length;
            ordinals[partition] = Arrays.copyOf(ordinals[partition], 2 * (offset + 1));
            Arrays.fill(ordinals[partition], before, ordinals[partition].length, -1);
        }
        ordinals[partition][offset] = ordinal;
    }

    private static byte indexOf(String output) {
        List<String> outputs = ChaosJob.OUTPUTS;
        return (byte) outputs.indexOf(output);
    }
}
