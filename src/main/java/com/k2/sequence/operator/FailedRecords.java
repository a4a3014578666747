package com.k2.sequence.operator;

import com.k2.sequence.source.SourcePosition;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows at which records the attempts of this process's jobs failed. A failure restarts the job,
 * and the same record comes again; where it fails again and again, one line says at which.
 *
 * <p>Kept beside the attempts, in the process, since an attempt that fails can leave nothing in its
 * state. A job that has moved to another process counts from the beginning there.
 */
public final class FailedRecords {

    /** So many failures in a row at one record are no accident. */
    static final int SAID_AFTER = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);

    /** More than a process's jobs have partitions; forgotten all together. */
    private static final int MAX_PLACES = 10_000;

    private static final int MAX_CAUSES = 50;

    private static final Map<Place, Failure> FAILURES = new ConcurrentHashMap<>();

    private record Place(JobID job, String operator, String topic, int partition) {}

    private record Failure(long offset, int times) {}

    private FailedRecords() {}

    /**
     * An attempt fails while a record is processed; nothing is said before it has come again. Not
     * counted is what no record causes: that the attempt ends, or that a server can't be reached.
     *
     * @param operator what the log calls the step that fails
     */
    public static void failed(
            JobID job, String operator, SourcePosition position, Throwable failure) {
        if (causes(failure).anyMatch(FailedRecords::isOfNoRecord)) {
            return;
        }
        if (FAILURES.size() >= MAX_PLACES) {
            FAILURES.clear();
        }
        Place place = new Place(job, operator, position.topic(), position.partition());
        Failure now =
                FAILURES.merge(
                        place,
                        new Failure(position.offset(), 1),
                        (before, first) ->
                                before.offset == first.offset
                                        ? new Failure(before.offset, before.times + 1)
                                        : first);
        if (now.times >= SAID_AFTER) {
            LOG.error(
                    "{} has failed {} times in a row at the same record: topic '{}', partition {},"
                            + " offset {} ({}). The job can't get past it, and restarts until what"
                            + " the exception names is corrected",
                    operator,
                    now.times,
                    position.topic(),
                    position.partition(),
                    position.offset(),
                    causes(failure)
                            .reduce((above, below) -> below)
                            .orElseThrow()
                            .getClass()
                            .getName());
        }
    }

    /**
     * A task that is cancelled while it waits for a network buffer throws an {@link IOException};
     * so does a Kafka writer for records that it had sent before.
     */
    private static boolean isOfNoRecord(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof InterruptedException
                || cause instanceof CancelTaskException
                || cause instanceof InterruptException
                || cause instanceof RetriableException;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }
}
