/** What the job asks of Kafka's brokers, and the writer of the control topic. */
package com.k2.sequence.kafka;
