package com.k2.sequence.benchmark.job;

import com.k2.sequence.job.JobParts;
import com.k2.sequence.job.SequenceTrackingJob;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The job, and the same job with parts left out: what it can't be faster than. */
enum Variant {
    SOURCE("source", "Kafka source alone"),
    DECODE("decode", "source, decoding"),
    SHUFFLE("shuffle", "source, decoding, keyed shuffle"),
    BYTES("bytes", "pass-through of bytes, Kafka to Kafka"),
    UNTRACKED("untracked", "whole job without tracking"),
    WHOLE("whole", "whole job");

    private final String word;
    private final String title;

    Variant(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** Its name in options, files and topics. */
    String word() {
        return word;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    /**
     * Defines it in an environment.
     *
     * @param arguments the job's own
     */
    void define(StreamExecutionEnvironment env, String... arguments) {
        switch (this) {
            case SOURCE -> JobParts.in(env, arguments).source().sinkTo(new DiscardingSink<>());
            case DECODE -> JobParts.in(env, arguments).decoded().sinkTo(new DiscardingSink<>());
            case SHUFFLE -> JobParts.in(env, arguments).shuffled().sinkTo(new DiscardingSink<>());
            case BYTES -> {
                JobParts parts = JobParts.in(env, arguments);
                parts.source().sinkTo(parts.bytes());
            }
            case UNTRACKED -> JobParts.in(env, arguments).define(new NormalVerdicts());
            case WHOLE -> SequenceTrackingJob.define(env, arguments);
        }
    }

    /** Whether all messages come out of it, in the sequenced topic or as dead letters. */
    boolean writes() {
        return this == BYTES || this == UNTRACKED || this == WHOLE;
    }
}
