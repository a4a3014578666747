package com.k2.sequence.benchmark.engine;

import com.k2.sequence.benchmark.engine.peer.PeerRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is compared, in the order of the tables. */
enum Variant {
    PASS_THROUGH(
            "pass-through", "pass-through, no tracking", Verdicts.NONE, 1, Trackings::passThrough),
    KEYED_HEAP("heap", "keyed state alone, heap", Verdicts.EXACT, 1, Trackings::keyedState),
    KEYED_ROCKSDB(
            "rocksdb", "keyed state alone, RocksDB", Verdicts.EXACT, 10, Trackings::keyedState),
    READ_WRITE(
            "read-write",
            "AsyncDataStream, HGETALL and HSET a record",
            Verdicts.COUNTED,
            100,
            Trackings::readWrite),
    SCRIPT("script", "AsyncDataStream, one script a record", Verdicts.EXACT, 40, Trackings::script),
    BATCHES("batches", "batches of 100, pipelined", Verdicts.COUNTED, 20, Trackings::batches),
    TRACKER("tracker", "tracker, heap, Redis", Verdicts.EXACT, 1, Trackings::tracker),
    TRACKER_MEMORY(
            "tracker-memory",
            "tracker, gap memory",
            Verdicts.EXACT,
            1,
            Trackings::trackerWithMemory,
            Numbering.MEMORY),
    TRACKER_CHAINED(
            "tracker-chained",
            "tracker, chained",
            Verdicts.EXACT,
            1,
            Trackings::trackerOfAChain,
            Numbering.CHAINED),
    TRACKER_ROCKSDB(
            "tracker-rocksdb", "tracker, RocksDB, Redis", Verdicts.EXACT, 10, Trackings::tracker),
    TRACKER_ALONE(
            "tracker-alone", "tracker, heap, no Redis", Verdicts.EXACT, 1, Trackings::trackerAlone);

    /** What is asked of a variant's verdicts. */
    enum Verdicts {
        /** It has none. */
        NONE,
        /** A wrong one fails the benchmark. */
        EXACT,
        /** It can't be exact by its nature: how many are wrong is a result. */
        COUNTED
    }

    private final String id;
    private final String title;
    private final Verdicts verdicts;
    private final int slowness;
    private final Tracking tracking;
    private final Numbering numbering;

    Variant(String id, String title, Verdicts verdicts, int slowness, Tracking tracking) {
        this(id, title, verdicts, slowness, tracking, Numbering.PLAIN);
    }

    Variant(
            String id,
            String title,
            Verdicts verdicts,
            int slowness,
            Tracking tracking,
            Numbering numbering) {
        this.id = id;
        this.title = title;
        this.verdicts = verdicts;
        this.slowness = slowness;
        this.tracking = tracking;
        this.numbering = numbering;
    }

    /** How its messages are numbered. */
    Numbering numbering() {
        return numbering;
    }

    /** Its name on the command line. */
    String id() {
        return id;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    Tracking tracking() {
        return tracking;
    }

    boolean usesRocksDb() {
        return this == KEYED_ROCKSDB || this == TRACKER_ROCKSDB;
    }

    /** Whether Redis must hold each key's last state after the run. */
    boolean keepsRows() {
        return switch (this) {
            case SCRIPT, TRACKER, TRACKER_MEMORY, TRACKER_CHAINED, TRACKER_ROCKSDB -> true;
            default -> false;
        };
    }

    String rowPrefix() {
        return this == SCRIPT ? PeerRows.PREFIX : Trackings.PREFIX;
    }

    /**
     * How many messages it gets where the fastest get this many: fewer the slower it is, so that
     * all take some seconds. Rates are by the second, and don't depend on it much.
     */
    long share(long messages) {
        return Math.max(1, messages / slowness);
    }

    /**
     * @param ids separated by commas; {@code all} for all
     * @throws IllegalArgumentException if one is unknown
     */
    static List<Variant> parse(String ids) {
        if (ids.equals("all")) {
            return List.of(values());
        }
        return Arrays.stream(ids.split(",")).map(Variant::of).toList();
    }

    private static Variant of(String id) {
        return Arrays.stream(values())
                .filter(variant -> variant.id.equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--variants are of " + ids() + ", not " + id));
    }

    static String ids() {
        return Arrays.stream(values()).map(Variant::id).collect(Collectors.joining(", "));
    }
}
