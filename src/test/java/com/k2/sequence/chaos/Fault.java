package com.k2.sequence.chaos;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param kind what happens
 * @param pause how long nothing happens before it
 * @param outage how long what is killed or stopped stays so; of no meaning to kinds that are over
 *     at once
 * @param choice picks among what can be hit, such as TaskManagers; not negative
 * @param overlaps whether the next fault may come before the job has recovered from this one
 */
record Fault(FaultKind kind, Duration pause, Duration outage, int choice, boolean overlaps) {}
