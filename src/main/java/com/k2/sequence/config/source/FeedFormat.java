package com.k2.sequence.config.source;

/** How the messages of a source are written. */
public enum FeedFormat {
    /** One JSON object a message. */
    JSON,
    /** One Avro record a message, its schema in a registry. */
    AVRO
}
