package com.k2.sequence.option;

import java.util.List;

/**
 * The job can't start as it is configured. The message is for the person who started it and says
 * everything; Flink's command line prints it as it is and exits with 1.
 */
public final class JobConfigurationException extends RuntimeException {

    private final List<String> problems;

    public JobConfigurationException(List<String> problems, String message) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, a line for each. */
    public List<String> problems() {
        return problems;
    }

    /** Stays empty: the place in the code says nothing about a wrong option. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
