package com.k2.sequence.job;

import com.k2.sequence.check.PriorState;
import com.k2.sequence.option.JobConfigurationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the job's options, and waits where wrong ones would cost state.
 *
 * <p>Options can be right when a job is submitted and wrong when a JobManager takes it over: their
 * file, or that of a secret, is not there yet or is being replaced. An error would end a job that
 * has {@link PriorState}. Without options there is nothing to go on with either, so they are read
 * again until they are right. The job's state stays where it is meanwhile, and the log says what is
 * wrong.
 */
public final class OptionsWait {

    private static final Logger LOG = LoggerFactory.getLogger(OptionsWait.class);

    private static final long PAUSE_MILLIS = 1_000;

    /** How many times it is read in silence before the same problem is logged again. */
    private static final int SILENT_READS = 30;

    private final PriorState prior;

    public OptionsWait(PriorState prior) {
        this.prior = prior;
    }

    /**
     * @param reader throws a {@link JobConfigurationException} where options are wrong
     * @throws JobConfigurationException where they are wrong and no state would be lost, or if the
     *     thread is interrupted
     */
    public <T> T await(Supplier<T> reader) {
        String logged = null;
        for (int silent = 0; ; silent++) {
            try {
                return reader.get();
            } catch (JobConfigurationException e) {
                if (!prior.mayExist()) {
                    throw e;
                }
                if (!e.getMessage().equals(logged) || silent >= SILENT_READS) {
                    LOG.error(
                            "The job waits until its options are right, since an error would end it"
                                    + " and delete what high availability keeps of it. They are read"
                                    + " again each second. {}",
                            e.getMessage());
                    logged = e.getMessage();
                    silent = 0;
                }
                pause(e);
            }
        }
    }

    private static void pause(JobConfigurationException reason) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
