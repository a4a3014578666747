package com.k2.sequence.operator.engine;

/** What must not overtake the messages before it, such as a watermark. */
@FunctionalInterface
public interface Signal {

    /** All messages before it have left. */
    void pass() throws Exception;
}
