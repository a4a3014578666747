/** The job: its options, the check before it starts, and the flow from sources to sinks. */
package com.k2.sequence.job;
