package com.k2.sequence.io;

import com.k2.sequence.tracking.SourcePosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
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

    private static final Map<Place, Failure> FAILURES = new ConcurrentHashMap<>();

    private record Place(JobID job, String operator, String topic, int partition) {}

    private record Failure(long offset, int times) {}

    private FailedRecords() {}

    /**
     * An attempt fails while a record is processed; nothing is said before it has come again.
     *
     * @param operator what the log calls the step that fails
     */
    public static void failed(
            JobID job, String operator, SourcePosition position, Throwable failure) {
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
                            + " the exception names is mended",
                    operator,
                    now.times,
                    position.topic(),
                    position.partition(),
                    position.offset(),
                    failure.getClass().getName());
        }
    }
}
