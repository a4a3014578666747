package com.k2.sequence.benchmark.engine;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.source.SourcePosition;
import com.k2.sequence.testing.IndependentReader.Key;
import com.k2.sequence.testing.IndependentReader.State;
import com.k2.sequence.testing.IndependentReader.Verdict;
import com.k2.sequence.tracking.InstrumentKey;
import com.k2.sequence.tracking.verdict.GapSeverity;
import com.k2.sequence.tracking.verdict.SequenceVerdict;
import com.k2.sequence.tracking.verdict.VerdictType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an independent reader says of every message of a feed: a verdict in 4 bytes, by partition
 * and offset, and what must be remembered of each key after so many messages. Read once; then any
 * number of threads may ask.
 */
final class Expected {

    private final int[][] fingerprints;
    private final Map<Long, Map<Key, State>> states = new TreeMap<>();
    private final Map<VerdictType, Long> counts = new EnumMap<>(VerdictType.class);

    private Expected(int partitions) {
        this.fingerprints = new int[partitions][];
    }

    /**
     * Reads the whole feed.
     *
     * @param numbering of the feed
     * @param lengths the lengths of feed at which states are kept; a shorter feed is the beginning
     *     of a longer one
     */
    static Expected of(
            int partitions, int symbols, long seed, Numbering numbering, Collection<Long> lengths) {
        long longest = lengths.stream().mapToLong(Long::longValue).max().orElseThrow();
        Expected expected = new Expected(partitions);
        List<EngineFeed.Partition> whole =
                EngineSource.partitions(partitions, symbols, longest, seed, numbering);
        for (EngineFeed.Partition partition : whole) {
            Map<Long, Long> ends = new HashMap<>();
            for (long length : lengths) {
                ends.put(
                        length,
                        EngineSource.partitions(partitions, symbols, length, seed, numbering)
                                .get(partition.partition())
                                .messages());
            }
            expected.read(partition, ends);
        }
        return expected;
    }

    private void read(EngineFeed.Partition partition, Map<Long, Long> ends) {
        EngineFeed feed = new EngineFeed(partition);
        SequentialReader reader = new SequentialReader(partition.numbering());
        Map<InstrumentKey, Key> keys = new HashMap<>();
        int[] verdicts = new int[Math.toIntExact(partition.messages())];
        while (feed.hasNext()) {
            SequencedMessage message = feed.next();
            Key key =
                    keys.computeIfAbsent(
                            message.instrument(), it -> new Key(it.exchange(), it.symbol()));
            SourcePosition position = message.record().position();
            Verdict verdict = reader.read(key, message);
            verdicts[(int) position.offset()] = fingerprint(message.instrument(), verdict);
            counts.merge(VerdictType.valueOf(verdict.type()), 1L, Long::sum);
            ends.forEach(
                    (length, end) -> {
                        if (end == feed.given()) {
                            states.computeIfAbsent(length, it -> new HashMap<>())
                                    .putAll(reader.states());
                        }
                    });
        }
        fingerprints[partition.partition()] = verdicts;
    }

    /** Whether a record has the verdict, the expected number and the gap size it must have. */
    boolean isRight(CheckedRecord checked) {
        SourcePosition position = checked.record().position();
        SequenceVerdict verdict = checked.verdict();
        GapSeverity severity = verdict.severity();
        int found =
                fingerprint(
                        checked.instrument().hashCode(),
                        verdict.type().ordinal(),
                        verdict.expected(),
                        verdict.gapSize(),
                        severity == null ? -1 : severity.ordinal());
        return found == fingerprints[position.source().partition()][(int) position.offset()];
    }

    /** What must be remembered of each key after a feed of this length, one of those given. */
    Map<Key, State> statesAfter(long length) {
        return states.get(length);
    }

    /** How many messages of the whole feed have each verdict. */
    Map<VerdictType, Long> counts() {
        return Map.copyOf(counts);
    }

    private static int fingerprint(InstrumentKey instrument, Verdict verdict) {
        return fingerprint(
                instrument.hashCode(),
                VerdictType.valueOf(verdict.type()).ordinal(),
                verdict.expected() == null ? SequenceVerdict.NONE : verdict.expected().longValue(),
                verdict.gapSize() == null ? 0 : verdict.gapSize().longValue(),
                verdict.severity() == null
                        ? -1
                        : GapSeverity.valueOf(verdict.severity()).ordinal());
    }

    private static int fingerprint(
            int instrument, int type, long expected, long gapSize, int severity) {
        long hash = instrument;
        hash = hash * 31 + type;
        hash = hash * 31 + severity;
        hash = hash * 1_000_003 + expected;
        hash = hash * 1_000_003 + gapSize;
        hash *= 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32);
    }
}
