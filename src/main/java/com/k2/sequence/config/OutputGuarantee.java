package com.k2.sequence.config;

/** How often a record may stand in an output topic after a failure. */
public enum OutputGuarantee {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
}
