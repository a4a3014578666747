/**
 * How the job's records travel between Flink's tasks and rest in its state: types and serialisers.
 */
package com.k2.sequence.io.wire;
