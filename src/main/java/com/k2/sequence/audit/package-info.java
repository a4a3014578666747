/** The job's decoder and rule over recorded messages, one after another, without Flink. */
package com.k2.sequence.audit;
