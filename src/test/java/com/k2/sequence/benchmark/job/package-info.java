/**
 * The whole job, Kafka to Kafka: its rate beside the rates of what it can't do without, and how
 * long a message takes through it.
 */
package com.k2.sequence.benchmark.job;
