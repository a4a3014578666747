package com.k2.sequence.benchmark.scaling;

import java.util.List;
import java.util.Locale;

/**
 * From inputs to a plan, by arithmetic alone; {@code docs/scaling.md} says it in words.
 *
 * <p>Symbols share nothing, so a plan may be cut into jobs of equal parts. It is, until no job
 * breaks a limit that more machines can't lift: subtasks a JobManager looks after, network buffers
 * (which grow with the square of the subtasks), transaction markers (subtasks times partitions)
 * and, as long as a job has one Redis, what that takes.
 */
final class ScalingModel {

    private static final int MOST_SUBTASKS = 32_768;
    private static final int MOST_JOBS = 1_024;
    private static final double HOUR = 3_600;

    private final Inputs in;
    private final Demand demand;

    private ScalingModel(Inputs inputs) {
        this.in = inputs;
        this.demand = new Demand(inputs);
    }

    /**
     * @throws InfeasibleException if no number of machines is enough
     */
    static Plan plan(Inputs inputs) {
        ScalingModel model = new ScalingModel(inputs);
        model.requireKeyFitsOneCore();
        Shape shape = model.shape(1);
        while (!model.fits(shape)) {
            if (shape.jobs() >= MOST_JOBS) {
                throw new InfeasibleException("not even " + MOST_JOBS + " jobs are enough");
            }
            shape = model.shape(2 * shape.jobs());
        }
        return model.plan(shape);
    }

    /**
     * Of everything, how many times one of it the load is, were it all done by a single job.
     *
     * @throws InfeasibleException if a single job can't be spread at all
     */
    static List<Limit> limits(Inputs inputs) {
        return Limits.of(inputs, new ScalingModel(inputs).shape(1));
    }

    /** A key's messages are read from one partition and tracked by one subtask, in their order. */
    private void requireKeyFitsOneCore() {
        double most = in.get(Input.UTILISATION) * 1e6 / demand.keyedMicros();
        if (in.hottestKey() > most) {
            throw new InfeasibleException(
                    String.format(
                            Locale.ROOT,
                            "the busiest key has %,.0f messages/s, and a key is tracked by one"
                                    + " subtask, whose core takes %,.0f",
                            in.hottestKey(),
                            most));
        }
        double partition = demand.partitionRate();
        if (in.hottestKey() > partition) {
            throw new InfeasibleException(
                    String.format(
                            Locale.ROOT,
                            "the busiest key has %,.0f messages/s, and a key's messages are in one"
                                    + " partition, which takes %,.0f",
                            in.hottestKey(),
                            partition));
        }
    }

    private Shape shape(int jobs) {
        int symbols = (int) Math.ceil(in.get(Input.SYMBOLS) / jobs);
        double rate = in.get(Input.MESSAGES) / jobs;
        int subtasks =
                (int) Math.ceil(rate * demand.messageMicros() / 1e6 / in.get(Input.UTILISATION));
        int fullest = KeySpread.fullest(symbols, subtasks);
        while (!fullestFitsOneCore(rate, subtasks, symbols, fullest)) {
            subtasks += 1 + subtasks / 50;
            if (subtasks > MOST_SUBTASKS) {
                throw new InfeasibleException("more than " + MOST_SUBTASKS + " subtasks in a job");
            }
            fullest = KeySpread.fullest(symbols, subtasks);
        }
        int partitions = Math.max(subtasks, (int) Math.ceil(rate / demand.partitionRate()));
        return new Shape(jobs, subtasks, fullest * (double) subtasks / symbols, partitions);
    }

    /** Reading is spread evenly, by partitions; what follows the shuffle is spread by keys. */
    private boolean fullestFitsOneCore(double rate, int subtasks, int symbols, int fullest) {
        double hottest = in.hottestKey();
        double others = symbols == 1 ? 0 : (rate - hottest) / (symbols - 1);
        double keyed = hottest + (fullest - 1) * others;
        double micros =
                rate / subtasks * in.get(Input.DECODE_MICROS) + keyed * demand.keyedMicros();
        // The fullest may take half of what the plan leaves free of a core.
        return micros / 1e6 <= (1 + in.get(Input.UTILISATION)) / 2;
    }

    private boolean fits(Shape shape) {
        return shape.subtasks() <= in.get(Input.SUBTASKS_PER_JOB)
                && demand.networkGibibytes(shape) <= in.get(Input.NETWORK_GIBIBYTES)
                && demand.markers(shape) <= demand.brokers(shape) * in.get(Input.MARKERS_PER_BROKER)
                && demand.jobsReachShards(shape);
    }

    private Plan plan(Shape shape) {
        int taskManagers = shape.jobs() * demand.taskManagersPerJob(shape);
        double memory =
                Math.min(in.get(Input.CORES_PER_MACHINE), shape.subtasks())
                                * in.get(Input.GIBIBYTES_PER_SLOT)
                        + demand.networkGibibytes(shape)
                        + in.get(Input.SYMBOLS)
                                * in.get(Input.HEAP_BYTES_PER_KEY)
                                / taskManagers
                                / (1 << 30);
        int brokers = demand.brokers(shape);
        int shards = demand.redisShards(shape);
        double disk = demand.brokerBytes() * in.get(Input.RETENTION_HOURS) * HOUR / 1e12;
        int subtasks = shape.jobs() * shape.subtasks();
        double cost =
                (subtasks + brokers * in.get(Input.CORES_PER_BROKER) + shards + shape.jobs())
                                * in.get(Input.CORE_PRICE)
                        + (taskManagers * memory + brokers * in.get(Input.GIBIBYTES_PER_BROKER))
                                * in.get(Input.GIBIBYTE_PRICE)
                        + disk * in.get(Input.TERABYTE_PRICE);
        return new Plan(
                shape.jobs(),
                subtasks,
                shape.fullest(),
                shape.jobs() * shape.partitions(),
                taskManagers,
                memory,
                demand.networkGibibytes(shape),
                brokers,
                shards,
                demand.redisUpdates(),
                demand.flushSeconds(shape) / shards,
                demand.brokerBytes() / 1e9,
                in.get(Input.SYMBOLS) * in.get(Input.STATE_BYTES_PER_KEY),
                demand.markers(shape),
                disk,
                cost);
    }
}
