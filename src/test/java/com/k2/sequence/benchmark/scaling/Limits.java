package com.k2.sequence.benchmark.scaling;

import java.util.List;

/** All that breaks at some rate, and what is done about it. */
final class Limits {

    private Limits() {}

    /** How many times what one of each takes is the load of a single job of this shape. */
    static List<Limit> of(Inputs in, Shape single) {
        double used = in.get(Input.UTILISATION);
        double machine = in.get(Input.CORES_PER_MACHINE);
        Demand demand = new Demand(in);
        return List.of(
                new Limit(
                        "one core",
                        in.get(Input.MESSAGES) * demand.messageMicros() / 1e6 / used,
                        "parallelism: as many partitions and slots"),
                new Limit(
                        "one TaskManager",
                        single.subtasks() / machine,
                        "more of them; half of the shuffle and more now crosses the network"),
                new Limit(
                        "one partition",
                        in.get(Input.MESSAGES) / demand.partitionRate(),
                        "partitions, by symbol: a key stays in one"),
                new Limit(
                        "one broker's network card",
                        demand.brokerBytes() / demand.cardBytes(),
                        "brokers; compression; readers in their own zone"),
                new Limit(
                        "one broker's disks",
                        demand.brokerBytes() / demand.diskBytes(),
                        "brokers; short retention"),
                new Limit(
                        "a TaskManager's network card",
                        demand.taskManagerBytes(single) / demand.cardBytes(),
                        "smaller TaskManagers, more of them"),
                new Limit(
                        "one Redis, updates",
                        demand.redisSeconds(single) / used,
                        "shards, by redis-cluster or by jobs; or a longer redis.max-lag"),
                new Limit(
                        "one Redis, a checkpoint's wait",
                        demand.flushSeconds(single) / demand.mostWaitSeconds(),
                        "shards, by redis-cluster or by jobs; or a longer interval"),
                new Limit(
                        "a TaskManager's network buffers",
                        demand.networkGibibytes(single) / in.get(Input.NETWORK_GIBIBYTES),
                        "several jobs: buffers grow with the square of the subtasks"),
                new Limit(
                        "one JobManager",
                        single.subtasks() / in.get(Input.SUBTASKS_PER_JOB),
                        "several jobs: symbols share nothing"),
                new Limit(
                        "transaction markers",
                        demand.markers(single)
                                / (demand.brokers(single) * in.get(Input.MARKERS_PER_BROKER)),
                        "several jobs, longer checkpoint intervals, or at-least-once"));
    }
}
