package com.k2.sequence.chaos.outage;

import java.util.List;

/**
 * What was seen of the job at one moment of an outage run.
 *
 * @param phase in which it was seen
 * @param seconds since the run began; in the outage, since that began
 * @param numbers of the job
 * @param checkpoints completed so far
 * @param liveHeap of each TaskManager: bytes that something refers to
 * @param resident of each TaskManager: bytes in RAM
 */
record OutageSample(
        Phase phase,
        double seconds,
        JobGauges.Numbers numbers,
        JobGauges.Checkpoints checkpoints,
        List<Long> liveHeap,
        List<Long> resident) {

    /** Where in the run. */
    enum Phase {
        /** All is well, and the feed is as fast as the job. */
        BEFORE,
        /** Redis is unavailable. */
        AWAY,
        /** Redis is back, and the feed goes on. */
        BACK,
        /** The feed has ended, and the job has caught up. */
        AFTER
    }
}
