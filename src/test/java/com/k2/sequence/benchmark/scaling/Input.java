package com.k2.sequence.benchmark.scaling;

import java.util.Locale;

/** What the model computes from. Figures of one core are of the machine they were measured on. */
enum Input {
    MESSAGES(1e8, "messages/s, all symbols together"),
    SYMBOLS(10_000, "keys, all of them at work"),
    HOTTEST_SHARE(0, "of all messages on the busiest key; 0: as many as on any other"),
    MESSAGE_BYTES(209, "bytes of a message's value and key"),
    HEADER_BYTES(90, "bytes that Kafka and the verdict's headers add to a message"),

    DECODE_MICROS(2.4, "µs of a core to read and decode a message"),
    TRACK_MICROS(0.84, "µs of a core to shuffle and track a message"),
    SINK_MICROS(4.8, "µs of a core to write a message"),
    HEAP_BYTES_PER_KEY(400, "bytes of heap that a key takes"),
    STATE_BYTES_PER_KEY(101, "bytes that a key takes in a checkpoint"),
    GATHER_SECONDS(0.2, "s that updates gather under load, redis.max-lag"),
    UPDATE_MICROS_1(17, "µs of a Redis core an update, one key in a script call"),
    UPDATE_MICROS_10(11, "µs of a Redis core an update, ten keys in a call"),
    UPDATE_MICROS_100(9, "µs of a Redis core an update, a hundred keys in a call"),

    UTILISATION(0.6, "of a core, network card or disk that is planned to be used"),
    CORES_PER_MACHINE(16, "cores of a TaskManager, one slot each"),
    GIBIBYTES_PER_SLOT(1, "GiB of a TaskManager a slot, beside state and network buffers"),
    NETWORK_GIBIBYTES(2, "GiB of network buffers that a TaskManager can have"),
    CARD_GIGABITS(25, "Gbit/s of a machine's network card, each way"),
    DISK_MEGABYTES(1_000, "MB/s that a broker's disks write"),
    CORES_PER_BROKER(16, "cores of a broker"),
    GIBIBYTES_PER_BROKER(64, "GiB of a broker, page cache included"),
    PARTITION_MEGABYTES(10, "MB/s of one partition"),
    REPLICATION(3, "copies of each record"),
    RETENTION_HOURS(1, "h that topics are kept"),
    CHECKPOINT_SECONDS(10, "s from one checkpoint to the next"),
    BARRIER_SECONDS(0.5, "s that a barrier may wait for Redis to be brought up to date"),
    EXACTLY_ONCE(1, "1: outputs in transactions; 0: at-least-once"),
    MARKERS_PER_BROKER(5_000, "transaction markers/s of one broker"),
    SUBTASKS_PER_JOB(512, "subtasks of an operator that one JobManager is asked to look after"),

    CORE_PRICE(0.04, "a core an hour"),
    GIBIBYTE_PRICE(0.005, "a GiB of memory an hour"),
    TERABYTE_PRICE(0.11, "a TB of disk an hour");

    private final double value;
    private final String description;

    Input(double value, String description) {
        this.value = value;
        this.description = description;
    }

    /** What is computed with where nothing else is said. */
    double standard() {
        return value;
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String description() {
        return description;
    }
}
