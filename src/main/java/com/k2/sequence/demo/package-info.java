/**
 * The embedded run: feed generator and fault injector, and a broker, Redis and Flink on this
 * machine to try the job with. No other main package knows of it.
 */
package com.k2.sequence.demo;
