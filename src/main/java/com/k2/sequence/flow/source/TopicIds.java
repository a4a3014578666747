package com.k2.sequence.flow.source;

import java.io.IOException;
import java.io.Serializable;

/** Knows the ids of topics, which differ when a topic is deleted and created again. */
@FunctionalInterface
public interface TopicIds extends Serializable {

    /**
     * The id of the topic that has this name now.
     *
     * @return null where it can't be known
     * @throws IOException if it could not be asked for; the message says where and what to check
     */
    String idOf(String topic) throws IOException;
}
