/** The job: main and the topology from sources to sinks. */
package com.k2.sequence.job;
