package com.k2.sequence.chaos.account;

import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.chaos.rig.ChaosRule;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.tracking.verdict.EventKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an independent reader of the input topic says must have come out, by the number under which
 * it has read a message. Some 30 bytes a message.
 *
 * <p>What stands in the topic counts, not what was sent: a producer whose broker is killed may
 * append a batch twice, and then the copies have verdicts of their own.
 */
final class Expectations {

    private static final int NONE = -1;
    private static final String DEAD_LETTERS = "dead-letters";

    /** The outputs beside the sequenced topic, and the events of their topics. */
    private static final Map<String, String> OUTPUT_OF_EVENT =
            Arrays.stream(EventKind.values())
                    .collect(Collectors.toMap(EventKind::name, EventKind::word));

    private final SeriesReader reader;
    private final Map<Key, Integer> keys = new HashMap<>();
    private final Map<Integer, Integer> nextCopies = new HashMap<>();
    private final int[] firstOfOrdinal;
    private final int[][] numbers = new int[ChaosFeed.PARTITIONS][0];
    private long[] sequenced = {};
    private long[] beside = {};
    private byte[] outputBeside = {};
    private int[] keyOf = {};
    private int read;

    private Expectations(int messages, ChaosRule rule) {
        reader = new SeriesReader(rule);
        firstOfOrdinal = new int[messages];
        Arrays.fill(firstOfOrdinal, NONE);
        grow(messages);
    }

    /**
     * Reads the input topic.
     *
     * @param messages how many were fed
     * @param rule by which they are judged
     * @throws AssertionError if the topic has not got them all
     */
    static Expectations read(RecordScan scan, int messages, ChaosRule rule) {
        Expectations expectations = new Expectations(messages, rule);
        scan.read(ChaosFeed.TOPIC, expectations::add);
        for (int ordinal = 0; ordinal < messages; ordinal++) {
            if (expectations.firstOfOrdinal[ordinal] == NONE) {
                throw new AssertionError(
                        "of the "
                                + messages
                                + " messages that were fed, the topic lacks "
                                + ordinal);
            }
        }
        return expectations;
    }

    /** How many messages the topic has. */
    int messages() {
        return read;
    }

    /** How many of them are copies of others. */
    int copies() {
        return nextCopies.size();
    }

    /** Whether a message must be in an output. */
    boolean isExpected(String output, int number) {
        boolean isDeadLetter = outputBeside[number] == indexOf(DEAD_LETTERS);
        return output.equals("sequenced") ? !isDeadLetter : outputBeside[number] == indexOf(output);
    }

    /** The fingerprint of a message's record in an output that it must be in. */
    long fingerprint(String output, int number) {
        return output.equals("sequenced") ? sequenced[number] : beside[number];
    }

    /** Distinguishes keys; negative where a message has none. */
    int key(int number) {
        return keyOf[number];
    }

    /** The number of the message with this place in the feed; negative where there is none. */
    int numberOf(int ordinal) {
        return ordinal < 0 || ordinal >= firstOfOrdinal.length ? NONE : firstOfOrdinal[ordinal];
    }

    /** The number of a message's next copy; negative where there is none. */
    int nextCopy(int number) {
        return nextCopies.getOrDefault(number, NONE);
    }

    /** The number of the message at a position; negative where there is none. */
    int numberAt(int partition, long offset) {
        return partition < 0
                        || partition >= numbers.length
                        || offset < 0
                        || offset >= numbers[partition].length
                ? NONE
                : numbers[partition][(int) offset];
    }

    /** What must be in Redis. */
    Map<Key, State> states() {
        return reader.states();
    }

    /** What must be missing there, by key; empty where the rule remembers nothing. */
    Map<Key, String> openGaps() {
        return reader.openGaps();
    }

    private void add(ConsumerRecord<byte[], byte[]> input) {
        int number = read++;
        if (number == sequenced.length) {
            grow(number + number / 8 + 1_000);
        }
        locate(input, number);
        link(Integer.parseInt(Records.text(input, ChaosFeed.ORDINAL_HEADER)), number);
        FeedReader.Message message = FeedReader.read(input.value());
        if (message.deadLetter() != null) {
            beside[number] = Records.deadLetter(input, message.deadLetter());
            outputBeside[number] = indexOf(DEAD_LETTERS);
        } else if (message.isUnsequenced()) {
            sequenced[number] = Records.sequenced(input, message, null);
        } else {
            keyOf[number] = keys.computeIfAbsent(message.key(), first -> keys.size());
            String position = input.topic() + '/' + input.partition() + '@' + input.offset();
            Said said = reader.read(message, input.timestamp(), position);
            sequenced[number] = Records.sequenced(input, message, said);
            String output = OUTPUT_OF_EVENT.get(said.verdict().type());
            if (output != null) {
                beside[number] = Records.event(input, message, said);
                outputBeside[number] = indexOf(output);
            }
        }
    }

    private void locate(ConsumerRecord<byte[], byte[]> input, int number) {
        int partition = input.partition();
        int offset = Math.toIntExact(input.offset());
        if (offset >= numbers[partition].length) {
            int before = numbers[partition].length;
            numbers[partition] = Arrays.copyOf(numbers[partition], 2 * (offset + 1));
            Arrays.fill(numbers[partition], before, numbers[partition].length, NONE);
        }
        numbers[partition][offset] = number;
    }

    private void link(int ordinal, int number) {
        int earlier = firstOfOrdinal[ordinal];
        if (earlier == NONE) {
            firstOfOrdinal[ordinal] = number;
            return;
        }
        while (nextCopies.containsKey(earlier)) {
            earlier = nextCopies.get(earlier);
        }
        nextCopies.put(earlier, number);
    }

    private void grow(int size) {
        int before = keyOf.length;
        sequenced = Arrays.copyOf(sequenced, size);
        beside = Arrays.copyOf(beside, size);
        outputBeside = Arrays.copyOf(outputBeside, size);
        keyOf = Arrays.copyOf(keyOf, size);
        Arrays.fill(keyOf, before, size, NONE);
    }

    private static byte indexOf(String output) {
        List<String> outputs = ChaosJob.OUTPUTS;
        return (byte) outputs.indexOf(output);
    }
}
