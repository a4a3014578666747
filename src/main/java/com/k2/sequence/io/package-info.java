/** What crosses Kafka: the records of the job, decoding by source, and what the sinks write. */
package com.k2.sequence.io;
