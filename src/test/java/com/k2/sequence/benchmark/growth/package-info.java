/**
 * What grows with the number of keys: rate, heap, checkpoints, Redis memory, cold start. Each case
 * in a JVM and on a Redis of its own.
 */
package com.k2.sequence.benchmark.growth;
