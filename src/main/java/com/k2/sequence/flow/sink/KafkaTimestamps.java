package com.k2.sequence.flow.sink;

/** A record's timestamp on its way back into Kafka. */
final class KafkaTimestamps {

    private KafkaTimestamps() {}

    /**
     * The timestamp as a producer takes it.
     *
     * @param timestamp in milliseconds; negative where the record had none
     * @return null, for which Kafka puts the time of writing, where the record had none
     */
    static Long orNull(long timestamp) {
        return timestamp < 0 ? null : timestamp;
    }
}
