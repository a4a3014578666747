/**
 * The tracking operator beside every other way to track sequence numbers in Flink: one source, one
 * serialiser, one JVM, without Kafka.
 */
package com.k2.sequence.benchmark.engine;
