package com.k2.sequence.job;

import com.k2.sequence.io.DecodeFunction;
import com.k2.sequence.io.SourceRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * One named source and how its records are read.
 *
 * @param name unique in the job
 */
record Feed(String name, Source<SourceRecord, ?, ?> source, DecodeFunction decode) {}
