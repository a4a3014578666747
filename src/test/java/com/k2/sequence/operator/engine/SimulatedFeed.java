package com.k2.sequence.operator.engine;

import com.k2.sequence.message.MessageExtras;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.message.SourceRecord;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.tracking.numbers.MessageKind;
import com.k2.sequence.tracking.numbers.MessageMarks;
import com.k2.sequence.tracking.numbers.SequenceNumbers;
import com.k2.sequence.tracking.rule.HeartbeatNumber;
import com.k2.sequence.tracking.rule.LargerRule;
import com.k2.sequence.tracking.rule.NumberCycle;
import com.k2.sequence.tracking.rule.NumberScheme;
import com.k2.sequence.tracking.rule.ResetRule;
import com.k2.sequence.tracking.rule.TrackingRule;
import com.k2.sequence.tracking.verdict.GapSeverity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What the partitions of a simulated job hold, and by which rule it is judged: losses, late
 * messages, duplicates, restarts, and with the larger rule epochs, marks, heartbeats, snapshots,
 * wraps, chains and several messages a record.
 */
final class SimulatedFeed {

    private static final byte[] NO_BYTES = {};

    /** As many messages a record has at most. */
    private static final int MOST_IN_RECORD = 4;

    private static final long CYCLE = 40;

    /** How a feed numbers its messages. */
    private enum Numbering {
        PLAIN,
        REMEMBERING,
        CHAINED,
        INCREASING,
        WRAPPING,
        EPOCHS
    }

    private final Random random;
    private final Numbering numbering;
    private final TrackingRule rule;
    private final boolean batches;

    /** By symbol, the last number that the venue gave, and the one before. */
    private final Map<String, Long> last = new HashMap<>();

    private final Map<String, Long> beforeLast = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();

    private SimulatedFeed(Random random, Numbering numbering) {
        this.random = random;
        this.numbering = numbering;
        this.batches = numbering != Numbering.PLAIN && random.nextBoolean();
        this.rule = rule();
    }

    /** Numbers that rise by one, by the default rule. */
    static SimulatedFeed plain(Random random) {
        return new SimulatedFeed(random, Numbering.PLAIN);
    }

    /** Of any numbering but the plain one. */
    static SimulatedFeed larger(Random random) {
        Numbering[] all = Numbering.values();
        return new SimulatedFeed(random, all[1 + random.nextInt(all.length - 1)]);
    }

    TrackingRule trackingRule() {
        return rule;
    }

    private TrackingRule rule() {
        int memory = new int[] {0, 1, 3, 64}[random.nextInt(4)];
        return switch (numbering) {
            case PLAIN -> TrackingRule.DEFAULT;
            case REMEMBERING -> rule(NumberScheme.CONTIGUOUS, "0.5", null, memory, 4);
            case CHAINED -> rule(NumberScheme.CHAINED, "0", null, memory, 3);
            case INCREASING -> rule(NumberScheme.INCREASING, "0.25", null, 0, 0);
            case WRAPPING ->
                    rule(NumberScheme.CONTIGUOUS, "0", new NumberCycle(CYCLE, 1), memory, 0);
            case EPOCHS -> rule(NumberScheme.CONTIGUOUS, "0.5", null, memory, 0);
        };
    }

    private TrackingRule rule(
            NumberScheme scheme, String ratio, NumberCycle cycle, int memory, int run) {
        HeartbeatNumber[] heartbeats = HeartbeatNumber.values();
        boolean contiguous = scheme.equals(NumberScheme.CONTIGUOUS);
        return new TrackingRule(
                scheme,
                new BigDecimal(ratio),
                10,
                100,
                1_000,
                new LargerRule(
                        cycle,
                        contiguous
                                ? heartbeats[random.nextInt(heartbeats.length)]
                                : HeartbeatNumber.LAST,
                        contiguous && random.nextBoolean() ? 1 : SequenceNumbers.NO_NUMBER,
                        random.nextInt(3) == 0,
                        new ResetRule(
                                random.nextBoolean() ? 1 : SequenceNumbers.NO_NUMBER, run, null),
                        memory,
                        GapSeverity.ALERT));
    }

    /**
     * The messages of a partition.
     *
     * @param keys how many symbols there are in the end; later ones turn up later
     * @param positions where the record of the message with a number in its partition is
     */
    List<SequencedMessage> messages(
            int partition, int count, int keys, IntFunction<SourcePosition> positions) {
        List<SequencedMessage> feed = new ArrayList<>();
        while (feed.size() < count) {
            SourcePosition position = positions.apply(feed.size());
            int inRecord = batches ? 1 + random.nextInt(MOST_IN_RECORD) : 1;
            inRecord = Math.min(inRecord, count - feed.size());
            // A record is of one topic.
            while (!positions
                    .apply(feed.size() + inRecord - 1)
                    .source()
                    .equals(position.source())) {
                inRecord--;
            }
            for (int index = 0; index < inRecord; index++) {
                int known = 1 + feed.size() * keys / count;
                String symbol = "P" + partition + "S" + random.nextInt(Math.min(known, keys));
                feed.add(
                        message(
                                symbol,
                                position,
                                feed.size(),
                                inRecord == 1 ? MessageExtras.ALONE : index));
            }
        }
        return feed;
    }

    private SequencedMessage message(
            String symbol, SourcePosition position, int number, int index) {
        long before = last.getOrDefault(symbol, (long) random.nextInt(bound(1000)));
        if (numbering == Numbering.PLAIN) {
            long sequence = plainNumber(before);
            last.put(symbol, sequence);
            return TestInputs.message(symbol, sequence, position);
        }
        long first = inCycle(largerNumber(before));
        long end = inCycle(first + (random.nextInt(4) == 0 ? random.nextInt(3) : 0));
        MessageMarks marks = marks(symbol, first);
        long previous = previous(symbol, before, marks);
        if (marks.kind() != MessageKind.HEARTBEAT) {
            beforeLast.put(symbol, before);
            last.put(symbol, marks.hasNext() ? Math.max(0, marks.next() - 1) : end);
        }
        boolean heartbeat = marks.kind() == MessageKind.HEARTBEAT;
        boolean numbered = !heartbeat || random.nextInt(4) > 0;
        return new SequencedMessage(
                TestInputs.key(symbol),
                numbered ? first : SequenceNumbers.NO_NUMBER,
                numbered ? (heartbeat ? first : end) : SequenceNumbers.NO_NUMBER,
                (number + random.nextInt(20)) * 1_000_000_000L,
                0,
                new MessageExtras(previous, marks, index),
                new SourceRecord(position, number * 10_000L, null, NO_BYTES, new RecordHeaders()));
    }

    private int bound(int bound) {
        return numbering == Numbering.WRAPPING ? (int) CYCLE : bound;
    }

    private long inCycle(long number) {
        return numbering == Numbering.WRAPPING
                ? Math.floorMod(number - 1, CYCLE - 1) + 1
                : Math.max(0, number);
    }

    private long plainNumber(long before) {
        return switch (random.nextInt(8)) {
            case 0 -> before + 2 + random.nextInt(2000);
            case 1 -> before;
            case 2 -> Math.max(0, before - 1 - random.nextInt(50));
            case 3 -> before / 3;
            default -> before + 1;
        };
    }

    private long largerNumber(long before) {
        return switch (random.nextInt(10)) {
            case 0 -> before + 2 + random.nextInt(12);
            case 1 -> before;
            case 2, 3 -> before - random.nextInt(15);
            case 4 -> random.nextInt(8) == 0 ? 1 : before + 1;
            default -> before + 1;
        };
    }

    private MessageMarks marks(String symbol, long first) {
        String epoch = null;
        if (numbering == Numbering.EPOCHS && random.nextInt(10) > 0) {
            int current = epochs.getOrDefault(symbol, 0);
            if (random.nextInt(12) == 0) {
                epochs.put(symbol, ++current);
            }
            epoch = "e" + (random.nextInt(10) == 0 ? Math.max(0, current - 1) : current);
        }
        MessageKind kind =
                switch (random.nextInt(24)) {
                    case 0 -> MessageKind.SNAPSHOT;
                    case 1, 2 -> MessageKind.HEARTBEAT;
                    case 3 -> MessageKind.RESET_MARK;
                    case 4 ->
                            numbering == Numbering.REMEMBERING || numbering == Numbering.EPOCHS
                                    ? MessageKind.SKIP_MARK
                                    : MessageKind.DATA;
                    default -> MessageKind.DATA;
                };
        boolean namesNext =
                kind == MessageKind.SKIP_MARK
                        || kind == MessageKind.RESET_MARK
                                && numbering == Numbering.REMEMBERING
                                && random.nextBoolean();
        return new MessageMarks(
                kind,
                random.nextInt(20) == 0,
                namesNext ? first + random.nextInt(6) : SequenceNumbers.NO_NUMBER,
                epoch);
    }

    private long previous(String symbol, long before, MessageMarks marks) {
        if (numbering != Numbering.CHAINED || marks.kind() == MessageKind.SNAPSHOT) {
            return SequenceNumbers.NO_PREVIOUS;
        }
        return switch (random.nextInt(10)) {
            case 0 -> before + 1 + random.nextInt(4);
            case 1 -> beforeLast.getOrDefault(symbol, 0L);
            case 2 -> random.nextInt(6) == 0 ? SequenceNumbers.NO_PREVIOUS : before;
            default -> before;
        };
    }
}
