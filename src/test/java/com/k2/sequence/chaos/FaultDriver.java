package com.k2.sequence.chaos;

import com.k2.sequence.chaos.FaultKind.Target;
import com.k2.sequence.chaos.rig.ChaosJob;
import com.k2.sequence.chaos.rig.JobWatch;
import com.k2.sequence.chaos.rig.JobWatch.Checkpoint;
import com.k2.sequence.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Does to the cluster what a {@link FaultSchedule} says, and sees it recover. What it kills or
 * stops comes back after the fault's outage, while other faults may go on. For one thread.
 */
final class FaultDriver {

    private static final long STEP_MILLIS = 100;
    private static final int STOP_ATTEMPTS = 10;
    private static final int VICTIM_ATTEMPTS = 20;

    /** What brings a server back. */
    private interface Repair {
        void run() throws IOException;
    }

    private record Outage(Instant until, Repair repair) {}

    private final ChaosCluster cluster;
    private final ChaosJob job;
    private final JobWatch watch;
    private final int largestParallelism;
    private final FaultLog log;
    private final PrintStream out;
    private final Map<Target, Outage> outages = new EnumMap<>(Target.class);

    FaultDriver(
            ChaosCluster cluster,
            ChaosJob job,
            JobWatch watch,
            int largestParallelism,
            PrintStream out) {
        this.cluster = cluster;
        this.job = job;
        this.watch = watch;
        this.largestParallelism = largestParallelism;
        this.log = new FaultLog();
        this.out = out;
    }

    FaultLog log() {
        return log;
    }

    /**
     * Lets faults happen for a time; when it returns, every server is back and the job works.
     *
     * @param least how many faults there must be, however long they take
     * @param check throws if the run is not to go on
     */
    void run(FaultSchedule schedule, Duration duration, int least, Runnable check)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        Instant end = start.plus(duration);
        Fault fault = schedule.next();
        boolean recovered = true;
        while (log.total() < least || Instant.now().plus(fault.pause()).isBefore(end)) {
            check.run();
            waitUntil(Instant.now().plus(fault.pause()));
            boolean alone = recovered && outages.isEmpty();
            out.printf(
                    "%6.1f s  %s%s%n",
                    seconds(start, Instant.now()),
                    fault.kind().label(),
                    fault.overlaps() ? ", and the next one meanwhile" : "");
            Instant began = inject(fault);
            recovered = !fault.overlaps();
            Instant workedAgain = recovered ? awaitRecovery() : null;
            log.add(fault.kind(), alone ? timeBack(fault.kind(), began, workedAgain) : null);
            fault = schedule.next();
        }
        awaitRecovery();
    }

    private static Duration timeBack(FaultKind kind, Instant began, Instant workedAgain) {
        boolean isKill = kind == FaultKind.TASK_MANAGER_KILL || kind == FaultKind.JOB_MANAGER_KILL;
        return isKill && workedAgain != null ? Duration.between(began, workedAgain) : null;
    }

    /** Brings about a fault; gives the moment in which it began. */
    private Instant inject(Fault fault) throws IOException, InterruptedException {
        if (fault.kind().target() == Target.JOB) {
            awaitRecovery();
        } else {
            repair(fault.kind().target());
        }
        int number = fault.kind().target() == Target.TASK_MANAGER ? victim(fault) : -1;
        Instant began = Instant.now();
        switch (fault.kind()) {
            case TASK_MANAGER_KILL -> cluster.replaceTaskManager(number);
            case TASK_MANAGER_PAUSE -> {
                cluster.flink().pauseTaskManager(number);
                away(fault, () -> cluster.flink().resumeTaskManager(number));
            }
            case JOB_MANAGER_KILL -> {
                cluster.replaceJobManager();
                watch.moveTo(cluster.flink().restUrl());
            }
            case REDIS_KILL -> {
                EmbeddedRedis redis = cluster.redis().primary();
                redis.kill();
                away(fault, redis::start);
            }
            case REDIS_EMPTY -> {
                EmbeddedRedis redis = cluster.redis().primary();
                redis.kill();
                away(fault, redis::startEmpty);
            }
            case REDIS_PAUSE -> {
                EmbeddedRedis redis = cluster.redis().primary();
                redis.pause();
                away(fault, redis::resume);
            }
            case REDIS_FAILOVER -> {
                cluster.redis().holdReplicaBack();
                away(fault, cluster.redis()::failOver);
            }
            case BROKER_KILL -> {
                cluster.kafka().kill();
                away(fault, cluster.kafka()::start);
            }
            case RESCALE_SAVEPOINT -> job.startFrom(stop(), otherParallelism(fault));
            case RESCALE_CHECKPOINT -> job.startFrom(job.cancel(), otherParallelism(fault));
            case RETURN_TO_SAVEPOINT -> {
                String savepoint = job.savepoint();
                awaitCheckpointAfter(Instant.now());
                job.cancel();
                job.startFrom(savepoint, otherParallelism(fault));
            }
        }
        return began;
    }

    private void away(Fault fault, Repair repair) {
        outages.put(fault.kind().target(), new Outage(Instant.now().plus(fault.outage()), repair));
    }

    /** A TaskManager that works for the job, if it is known which ones do. */
    private int victim(Fault fault) throws IOException, InterruptedException {
        Set<String> busy = watch.taskManagers();
        for (int i = 0; busy.isEmpty() && i < VICTIM_ATTEMPTS; i++) {
            step();
            busy = watch.taskManagers();
        }
        Set<String> busyNow = busy;
        List<Integer> all = cluster.taskManagers();
        List<Integer> working =
                all.stream()
                        .filter(number -> busyNow.contains(ChaosCluster.resourceId(number)))
                        .toList();
        List<Integer> candidates = working.isEmpty() ? all : working;
        return candidates.get(fault.choice() % candidates.size());
    }

    private int otherParallelism(Fault fault) {
        int other = 1 + fault.choice() % (largestParallelism - 1);
        return other < job.parallelism() ? other : other + 1;
    }

    /** A job that fails while it is being stopped goes on, and can be stopped again. */
    private String stop() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return job.stop();
            } catch (AssertionError e) {
                if (attempt == STOP_ATTEMPTS) {
                    throw e;
                }
                out.println("          could not be stopped, once more");
                awaitCheckpointAfter(Instant.now());
            }
        }
    }

    /** Waits until all servers are back and the job works; gives the moment its tasks ran again. */
    private Instant awaitRecovery() throws IOException, InterruptedException {
        Instant back = Instant.now();
        while (!outages.isEmpty()) {
            step();
            back = Instant.now();
        }
        awaitCheckpointAfter(back);
        return watch.lastRecovery();
    }

    /** A checkpoint gets past whatever is unavailable. */
    private void awaitCheckpointAfter(Instant begin) throws IOException, InterruptedException {
        Instant deadline = begin.plus(ChaosJob.PATIENCE);
        Checkpoint newest = watch.newestCheckpoint();
        while (newest == null || newest.began().isBefore(begin)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "the job does not work again after "
                                + ChaosJob.PATIENCE
                                + watch.lastFailure());
            }
            step();
            newest = watch.newestCheckpoint();
        }
    }

    private void waitUntil(Instant moment) throws IOException, InterruptedException {
        while (Instant.now().isBefore(moment)) {
            step();
        }
    }

    /** A little time, and what is due in it. */
    private void step() throws IOException, InterruptedException {
        Thread.sleep(STEP_MILLIS);
        Iterator<Outage> all = outages.values().iterator();
        while (all.hasNext()) {
            Outage outage = all.next();
            if (!Instant.now().isBefore(outage.until())) {
                all.remove();
                outage.repair().run();
            }
        }
    }

    private void repair(Target target) throws IOException {
        Outage outage = outages.remove(target);
        if (outage != null) {
            outage.repair().run();
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
