package com.k2.sequence.benchmark.scaling;

/** What the inputs come to: loads, and what one of each machine takes of them. */
final class Demand {

    private static final double BUFFER_GIBIBYTES = 32.0 / (1 << 20);

    /** Two of its own for each input channel, one for each subpartition that is written to. */
    private static final int BUFFERS_PER_CHANNEL = 3;

    /** Floating ones, of input and output. */
    private static final int BUFFERS_PER_SUBTASK = 9;

    private final Inputs in;

    Demand(Inputs inputs) {
        this.in = inputs;
    }

    // ---- cores

    double messageMicros() {
        return in.get(Input.DECODE_MICROS) + keyedMicros();
    }

    /** What is done by the subtask that has the key. */
    double keyedMicros() {
        return in.get(Input.TRACK_MICROS) + in.get(Input.SINK_MICROS);
    }

    int taskManagersPerJob(Shape shape) {
        return (int) Math.ceil(shape.subtasks() / in.get(Input.CORES_PER_MACHINE));
    }

    // ---- Kafka and the network, bytes a second

    double partitionRate() {
        return in.get(Input.PARTITION_MEGABYTES) * 1e6 / in.get(Input.MESSAGE_BYTES);
    }

    double inputBytes() {
        return in.get(Input.MESSAGES) * in.get(Input.MESSAGE_BYTES);
    }

    double outputBytes() {
        return in.get(Input.MESSAGES) * (in.get(Input.MESSAGE_BYTES) + in.get(Input.HEADER_BYTES));
    }

    /**
     * Taken in by all brokers, each copy counted; as much goes out: copies, and one reader each.
     */
    double brokerBytes() {
        return in.get(Input.REPLICATION) * (inputBytes() + outputBytes());
    }

    double diskBytes() {
        return in.get(Input.DISK_MEGABYTES) * 1e6 * in.get(Input.UTILISATION);
    }

    double cardBytes() {
        return in.get(Input.CARD_GIGABITS) / 8 * 1e9 * in.get(Input.UTILISATION);
    }

    int brokers(Shape shape) {
        double byCard = brokerBytes() / cardBytes();
        // A record's copies are on as many brokers.
        double atLeast = Math.max(in.get(Input.REPLICATION), shape.jobs());
        return (int) Math.ceil(Math.max(atLeast, Math.max(byCard, brokerBytes() / diskBytes())));
    }

    /** Of one TaskManager, one way: from Kafka, and from the others what their sources read. */
    double taskManagerBytes(Shape shape) {
        int machines = taskManagersPerJob(shape);
        double remote = 1 - 1.0 / machines;
        return (inputBytes() + remote * outputBytes()) / shape.jobs() / machines;
    }

    double networkGibibytes(Shape shape) {
        double slots = Math.min(in.get(Input.CORES_PER_MACHINE), shape.subtasks());
        return slots
                * (BUFFERS_PER_CHANNEL * (double) shape.subtasks() + BUFFERS_PER_SUBTASK)
                * BUFFER_GIBIBYTES;
    }

    /** A transaction leaves a marker in each partition it has written to. */
    double markers(Shape shape) {
        return in.get(Input.EXACTLY_ONCE)
                * shape.jobs()
                * shape.subtasks()
                * (double) shape.partitions()
                / in.get(Input.CHECKPOINT_SECONDS);
    }

    // ---- Redis

    /**
     * That Redis must be able to take in a second. However many messages a key has, it need be
     * written but once in the time that updates may lag; where Redis is fast it is written more
     * often, since updates then gather for less.
     */
    double redisUpdates() {
        return Math.min(
                in.get(Input.MESSAGES), in.get(Input.SYMBOLS) / in.get(Input.GATHER_SECONDS));
    }

    /** In a cluster a call takes one key. */
    double updateMicros(Shape shape) {
        double keysPerCall = in.get(Input.SYMBOLS) / shape.jobs() / shape.subtasks();
        if (hasRedisCluster() || keysPerCall < 10) {
            return in.get(Input.UPDATE_MICROS_1);
        }
        return in.get(keysPerCall < 100 ? Input.UPDATE_MICROS_10 : Input.UPDATE_MICROS_100);
    }

    /** Of one Redis core, for the updates of a second. */
    double redisSeconds(Shape shape) {
        return redisUpdates() * updateMicros(shape) / 1e6;
    }

    /**
     * Of one Redis core, for what is unsent at a barrier. Nothing rests while a checkpoint waits,
     * so it has all of the core.
     */
    double flushSeconds(Shape shape) {
        double unsent =
                Math.min(
                        in.get(Input.SYMBOLS),
                        in.get(Input.MESSAGES) * in.get(Input.GATHER_SECONDS));
        return unsent * updateMicros(shape) / 1e6;
    }

    double mostWaitSeconds() {
        double given = in.get(Input.CHECKPOINT_WAIT_SECONDS);
        return given > 0 ? given : in.get(Input.CHECKPOINT_SECONDS);
    }

    /** Where a job has one Redis, jobs are shared out evenly: as many to each. */
    int redisShards(Shape shape) {
        double forUpdates = redisSeconds(shape) / in.get(Input.UTILISATION);
        double forCheckpoint = flushSeconds(shape) / mostWaitSeconds();
        int shards = (int) Math.ceil(Math.max(1, Math.max(forUpdates, forCheckpoint)));
        if (!hasRedisCluster()) {
            while (shards < shape.jobs() && shape.jobs() % shards > 0) {
                shards++;
            }
        }
        return shards;
    }

    /** Whether every shard has a job that writes to it. */
    boolean jobsReachShards(Shape shape) {
        return hasRedisCluster() || redisShards(shape) <= shape.jobs();
    }

    private boolean hasRedisCluster() {
        return in.get(Input.REDIS_CLUSTER) > 0;
    }
}
