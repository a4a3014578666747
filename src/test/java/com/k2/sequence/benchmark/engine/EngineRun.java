package com.k2.sequence.benchmark.engine;

import org.HdrHistogram.Histogram;

/**
 * What one run of one variant has taken.
 *
 * @param messages through it
 * @param seconds from the first message out of the source to the last one at the sink
 * @param jvmCpuNanos processor time of this JVM: source, shuffle, tracking and sink
 * @param redisCpuNanos processor time of the Redis server
 * @param redisCommands commands the server has executed, those within scripts included
 * @param redisScripts scripts among them
 * @param allocatedBytes by all threads of this JVM
 * @param wrong messages with a wrong verdict
 * @param wrongRows keys whose row in Redis is not as it must be; 0 where none must be there
 * @param latencies from when a message was due until it was at the sink, in nanoseconds; empty
 *     where there was no rate
 */
record EngineRun(
        long messages,
        double seconds,
        long jvmCpuNanos,
        double redisCpuNanos,
        long redisCommands,
        long redisScripts,
        long allocatedBytes,
        long wrong,
        long wrongRows,
        Histogram latencies) {

    double rate() {
        return messages / seconds;
    }

    double perMessage(double whole) {
        return whole / messages;
    }
}
