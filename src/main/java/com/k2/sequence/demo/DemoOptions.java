package com.k2.sequence.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The options of an embedded run.
 *
 * @param seed of the generated feed; an equal seed gives equal bytes
 * @param exchanges how many exchanges are generated, at least 1
 * @param symbols how many instruments are generated in all, at least {@code exchanges}
 * @param faults faulty messages among all generated ones, from 0 to 1
 * @param rate messages a second, above 0; infinite for as fast as the job takes them
 * @param duration how long to feed; null without such a limit
 * @param messages how many messages to feed; {@link Long#MAX_VALUE} without such a limit
 * @param parallelism of the job, at least 1
 * @param capture a recorded file to feed instead of generating, gzip if it ends in .gz; or null
 * @param recordedTimes whether messages keep the times they have, rather than those of sending
 * @param stay whether to keep everything running after the feed has ended
 * @param jobOptions the job's own options, in its own words; empty without a capture
 */
record DemoOptions(
        long seed,
        int exchanges,
        int symbols,
        double faults,
        double rate,
        Duration duration,
        long messages,
        int parallelism,
        Path capture,
        boolean recordedTimes,
        boolean stay,
        Map<String, String> jobOptions) {}
