package com.k2.sequence.flow;

import com.k2.sequence.message.SourceRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * One named source and how its records are read.
 *
 * @param name unique in the job
 */
public record Feed(String name, Source<SourceRecord, ?, ?> source, DecodeFunction decode) {}
