package com.k2.sequence.chaos.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.k2.sequence.chaos.account.Comparison.Result;
import com.k2.sequence.chaos.rig.ChaosFeed;
import com.k2.sequence.chaos.rig.ChaosJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares one output topic, record by record, with the {@link Expectations}. */
final class OutputCheck {

    private static final int SHOWN = 10;

    private final String output;
    private final Expectations expectations;
    private final boolean ordered;
    private final byte[] seen;
    private final int[] newestOfKey;
    private final List<String> differences = new ArrayList<>();
    private long found;
    private long wrong;

    private OutputCheck(String output, Expectations expectations, boolean ordered) {
        this.output = output;
        this.expectations = expectations;
        this.ordered = ordered;
        this.seen = new byte[expectations.messages()];
        this.newestOfKey = new int[ordered ? expectations.messages() : 0];
        Arrays.fill(newestOfKey, -1);
    }

    /**
     * Reads an output to its end.
     *
     * @param once whether nothing may be repeated; then a key's records must be in order, too
     */
    static Result of(RecordScan scan, String output, Expectations expectations, boolean once) {
        OutputCheck check =
                new OutputCheck(output, expectations, once && output.equals("sequenced"));
        scan.read(ChaosJob.topic(output), check::add);
        return check.result();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        found++;
        int number;
        long fingerprint;
        switch (output) {
            case "sequenced" -> {
                String ordinal = Records.text(record, ChaosFeed.ORDINAL_HEADER);
                fingerprint = Records.foundSequenced(record);
                number = ordinal.isEmpty() ? -1 : copyLike(fingerprint, Integer.parseInt(ordinal));
            }
            case "dead-letters" -> {
                number =
                        expectations.numberAt(
                                Integer.parseInt(Records.text(record, "dead-letter-partition")),
                                Long.parseLong(Records.text(record, "dead-letter-offset")));
                fingerprint = Records.foundDeadLetter(record);
            }
            default -> {
                JsonNode event = Records.parse(record);
                JsonNode source = event.path("source");
                number =
                        expectations.numberAt(
                                source.path("partition").asInt(-1),
                                source.path("offset").asLong(-1));
                fingerprint = Records.foundEvent(record, event);
            }
        }
        compare(record, number, fingerprint);
    }

    private void compare(ConsumerRecord<byte[], byte[]> record, int number, long fingerprint) {
        if (number < 0 || number >= seen.length || !expectations.isExpected(output, number)) {
            wrong("not to be there", record);
            return;
        }
        if (expectations.fingerprint(output, number) != fingerprint) {
            wrong("not as it must be", record);
        } else if (ordered && isOvertaken(number)) {
            wrong("behind a later message of its key", record);
        }
        if (seen[number] < Byte.MAX_VALUE) {
            seen[number]++;
        }
    }

    /** Of several copies of a message, the one that a record stands for. */
    private int copyLike(long fingerprint, int ordinal) {
        int first = expectations.numberOf(ordinal);
        int like = -1;
        for (int number = first; number >= 0; number = expectations.nextCopy(number)) {
            if (expectations.fingerprint(output, number) == fingerprint
                    && (like < 0 || seen[number] < seen[like])) {
                like = number;
            }
        }
        return like < 0 ? first : like;
    }

    private boolean isOvertaken(int number) {
        int key = expectations.key(number);
        if (key < 0) {
            return false;
        }
        boolean overtaken = newestOfKey[key] > number;
        newestOfKey[key] = Math.max(newestOfKey[key], number);
        return overtaken;
    }

    private void wrong(String what, ConsumerRecord<byte[], byte[]> record) {
        wrong++;
        difference(what + ": " + Records.describe(record));
    }

    private void difference(String text) {
        if (differences.size() < SHOWN) {
            differences.add(output + ": " + text);
        }
    }

    private Result result() {
        long expected = 0;
        long lost = 0;
        long repeated = 0;
        for (int number = 0; number < seen.length; number++) {
            if (expectations.isExpected(output, number)) {
                expected++;
                if (seen[number] == 0) {
                    lost++;
                    difference("missing: message " + number);
                } else if (seen[number] > 1) {
                    repeated += seen[number] - 1;
                }
            }
        }
        return new Result(output, expected, found, wrong, lost, repeated, List.copyOf(differences));
    }
}
