/** Other ways to track sequence numbers in Flink. */
package com.k2.sequence.benchmark.engine.peer;
