package com.k2.sequence.chaos.account;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the records of topics come from. */
interface RecordScan {

    /** Hands over what is in a topic now, each partition's records in their order. */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader);
}
