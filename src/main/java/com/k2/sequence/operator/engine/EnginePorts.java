package com.k2.sequence.operator.engine;

import com.k2.sequence.operator.port.TaskState;
import com.k2.sequence.operator.port.TaskThread;
import com.k2.sequence.operator.port.TrackingMetrics;
import com.k2.sequence.operator.port.TrackingOutput;
import com.k2.sequence.store.SequenceStoreFactory;

/**
 * What an engine runs on: the task in Flink's job, or a simulated one.
 *
 * @param stores opens the shared store
 */
public record EnginePorts(
        TaskThread thread,
        TaskState state,
        TrackingOutput output,
        TrackingMetrics metrics,
        SequenceStoreFactory stores) {}
