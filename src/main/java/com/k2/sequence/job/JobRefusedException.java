package com.k2.sequence.job;

import com.k2.sequence.option.JobConfigurationException;
import org.apache.flink.client.program.ProgramParametrizationException;

/** The job can't start as it is configured. Flink's client prints the message and nothing else. */
public final class JobRefusedException extends ProgramParametrizationException {

    JobRefusedException(JobConfigurationException reason) {
        super(reason.getMessage());
    }

    /** Stays empty: the place in the code says nothing about a wrong option. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
