package com.k2.sequence.benchmark.scaling;

import com.k2.sequence.config.TrackingOptions;
import java.util.Locale;

/**
 * What the model computes from. Figures of one core are of the machine they were measured on.
 *
 * <p>A default and its origin stand here and nowhere else; after a change {@code
 * ScalingDocumentationTest} says what to put into {@code docs/scaling.md}.
 */
enum Input {
    MESSAGES(1e8, "messages/s, all symbols together", Origin.QUESTION),
    SYMBOLS(10_000, "keys, all of them at work", Origin.QUESTION),
    HOTTEST_SHARE(
            0, "of all messages on the busiest key; 0: as many as on any other", Origin.QUESTION),
    MESSAGE_BYTES(
            209,
            "bytes of a message's value; with its key, where it has one",
            Origin.measured("bin/benchmark job", "bytes each, values alone")),
    HEADER_BYTES(
            90,
            "bytes that Kafka and the verdict's headers add to an output record",
            new Origin("assumption")),

    DECODE_MICROS(
            0.92,
            "µs of a core to read and decode a message, the broker's included",
            Origin.measured("bin/benchmark job", "CPU of job and broker, source and decoding")),
    TRACK_MICROS(
            1.27,
            "µs of a core to shuffle and track a message",
            Origin.measured(
                    "bin/benchmark job",
                    "CPU of job and broker, the keyed shuffle less decoding, and the whole job less"
                            + " that without tracking")),
    SINK_MICROS(
            0.95,
            "µs of a core to write a message, the broker's included",
            Origin.measured(
                    "bin/benchmark job",
                    "CPU of job and broker, without tracking less the keyed shuffle")),
    HEAP_BYTES_PER_KEY(
            440,
            "bytes of heap that a key takes",
            Origin.measured(
                    "bin/benchmark growth", "heap at a million keys less that at 10,000, by key")),
    STATE_BYTES_PER_KEY(
            182,
            "bytes that a key takes in a checkpoint",
            Origin.measured("bin/benchmark growth", "checkpoint of all keys, by key")),
    GATHER_SECONDS(
            TrackingOptions.MAX_LAG.defaultValue().toMillis() / 1e3,
            "s that an update may be kept back under load, redis.max-lag",
            new Origin("the default of `redis.max-lag`")),
    UPDATE_MICROS_1(
            9.95, "µs of a Redis core an update, one key in a script call", updateMicros(1)),
    UPDATE_MICROS_10(6.3, "µs of a Redis core an update, ten keys in a call", updateMicros(10)),
    UPDATE_MICROS_100(
            6.0, "µs of a Redis core an update, a hundred keys in a call", updateMicros(100)),

    UTILISATION(0.6, "of a core, network card or disk that is planned to be used", Origin.CHOICE),
    CORES_PER_MACHINE(16, "cores of a TaskManager, one slot each", Origin.MACHINE),
    GIBIBYTES_PER_SLOT(
            1, "GiB of a TaskManager a slot, beside state and network buffers", Origin.MACHINE),
    NETWORK_GIBIBYTES(2, "GiB of network buffers that a TaskManager can have", Origin.MACHINE),
    CARD_GIGABITS(25, "Gbit/s of a machine's network card, each way", Origin.MACHINE),
    DISK_MEGABYTES(1_000, "MB/s that a broker's disks write", Origin.MACHINE),
    CORES_PER_BROKER(16, "cores of a broker", Origin.MACHINE),
    GIBIBYTES_PER_BROKER(64, "GiB of a broker, page cache included", Origin.MACHINE),
    PARTITION_MEGABYTES(10, "MB/s of one partition", Origin.CAUTION),
    REPLICATION(3, "copies of each record", Origin.CHOICE),
    RETENTION_HOURS(1, "h that topics are kept", Origin.CHOICE),
    CHECKPOINT_SECONDS(10, "s from one checkpoint to the next", Origin.CHOICE),
    CHECKPOINT_WAIT_SECONDS(
            0, "s that a checkpoint may wait for Redis; 0: until the next is due", Origin.CHOICE),
    REDIS_CLUSTER(
            0,
            "1: a job's keys hash over the shards of a Redis cluster; 0: a job has one Redis",
            Origin.CHOICE),
    EXACTLY_ONCE(1, "1: outputs in transactions; 0: at-least-once", Origin.CHOICE),
    MARKERS_PER_BROKER(5_000, "transaction markers/s of one broker", Origin.CAUTION),
    SUBTASKS_PER_JOB(
            512,
            "subtasks of an operator that one JobManager is asked to look after",
            Origin.CAUTION),

    CORE_PRICE(0.04, "a core an hour", Origin.PRICE),
    GIBIBYTE_PRICE(0.005, "a GiB of memory an hour", Origin.PRICE),
    TERABYTE_PRICE(0.11, "a TB of disk an hour", Origin.PRICE);

    private final double value;
    private final String description;
    private final Origin origin;

    Input(double value, String description, Origin origin) {
        this.value = value;
        this.description = description;
        this.origin = origin;
    }

    private static Origin updateMicros(int keysPerCall) {
        return Origin.measured(
                "bin/benchmark guard", "server us/update at " + keysPerCall + " keys/call");
    }

    /** What is computed with where nothing else is said. */
    double standard() {
        return value;
    }

    String standardText() {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String description() {
        return description;
    }

    Origin origin() {
        return origin;
    }
}
