package com.k2.sequence.admin;

import com.k2.sequence.admin.terminal.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a change is made. */
final class ChangeOptions {

    @Option(
            names = "--direct",
            description =
                    "Changes Redis itself, for when no job is running. A job that runs, or that is"
                            + " started from a savepoint or checkpoint, has its own state and"
                            + " overwrites the change.")
    private boolean direct;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the job's acknowledgement, which comes with its next"
                            + " completed checkpoint. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    boolean isDirect() {
        return direct;
    }

    Duration timeout() {
        return timeout;
    }
}
