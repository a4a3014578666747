package com.k2.sequence.chaos;

/** What can befall the cluster, and which part of it is hit. */
enum FaultKind {
    TASK_MANAGER_KILL("TaskManager killed", Target.TASK_MANAGER),
    /**
     * It goes on as a stale attempt when it has been stopped for longer than a heartbeat's timeout.
     */
    TASK_MANAGER_PAUSE("TaskManager stopped, goes on", Target.TASK_MANAGER),
    JOB_MANAGER_KILL("JobManager killed", Target.JOB_MANAGER),
    REDIS_KILL("Redis killed, back with its data", Target.REDIS),
    REDIS_EMPTY("Redis killed, back empty", Target.REDIS),
    REDIS_PAUSE("Redis stopped, goes on", Target.REDIS),
    /** Its replica gets no writes for the time of the fault, and is then promoted. */
    REDIS_FAILOVER("Redis failed over, its last writes lost", Target.REDIS),
    BROKER_KILL("broker killed, back with its data", Target.BROKER),
    RESCALE_SAVEPOINT("stopped with a savepoint, rescaled", Target.JOB),
    RESCALE_CHECKPOINT("cancelled, rescaled from its checkpoint", Target.JOB),
    /** Gives again what came out since the savepoint, so it is no fault for exactly-once. */
    RETURN_TO_SAVEPOINT("cancelled, rescaled from an old savepoint", Target.JOB);

    /** What a fault hits. */
    enum Target {
        TASK_MANAGER,
        JOB_MANAGER,
        REDIS,
        BROKER,
        JOB
    }

    private final String label;
    private final Target target;

    FaultKind(String label, Target target) {
        this.label = label;
        this.target = target;
    }

    String label() {
        return label;
    }

    Target target() {
        return target;
    }

    /** Whether exactly-once outputs must come through it without a repeated record. */
    boolean keepsExactlyOnce() {
        return this != RETURN_TO_SAVEPOINT;
    }
}
