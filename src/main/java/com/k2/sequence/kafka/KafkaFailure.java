package com.k2.sequence.kafka;

/** What a failure of the Kafka client is, for all who ask the brokers something. */
public enum KafkaFailure {
    /**
     * The brokers can't be reached, or can't answer now: the same question may be answered later.
     */
    UNAVAILABLE,
    /** The brokers refuse the login. */
    AUTHENTICATION,
    /** The brokers know these credentials, and do not allow what was asked. */
    AUTHORIZATION,
    /** Anything else: the question, or an option, is wrong. */
    WRONG
}
