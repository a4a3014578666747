package com.k2.sequence.benchmark.scaling;

/**
 * What a rate of messages needs.
 *
 * @param jobs that share the symbols among them, each with topics and a JobManager of its own
 * @param subtasks of each operator, in all jobs together; as many slots and cores
 * @param fullest keys on the fullest subtask, times the mean
 * @param partitions of the input topics together, and of the output topics
 * @param taskManagers machines
 * @param taskManagerGibibytes memory of each
 * @param networkGibibytes network buffers of each, within that
 * @param brokers machines
 * @param redisShards of one core each
 * @param redisUpdates a second that all shards together must be able to take
 * @param waitSeconds that a checkpoint waits for Redis, at most; messages go on meanwhile
 * @param brokerGigabytes that all brokers together take in a second, copies included
 * @param checkpointBytes of all jobs together
 * @param markers of transactions a second
 * @param diskTerabytes of all brokers
 * @param cost an hour
 */
record Plan(
        int jobs,
        int subtasks,
        double fullest,
        int partitions,
        int taskManagers,
        double taskManagerGibibytes,
        double networkGibibytes,
        int brokers,
        int redisShards,
        double redisUpdates,
        double waitSeconds,
        double brokerGigabytes,
        double checkpointBytes,
        double markers,
        double diskTerabytes,
        double cost) {}
