package com.k2.sequence.config.source;

import com.k2.sequence.tracking.rule.NumberScheme;

/** The schemes by which numbers continue, as options name them. */
public enum NumberingScheme {
    CONTIGUOUS(NumberScheme.CONTIGUOUS),
    CHAINED(NumberScheme.CHAINED),
    INCREASING(NumberScheme.INCREASING),
    NONE(NumberScheme.UNNUMBERED);

    private final NumberScheme scheme;

    NumberingScheme(NumberScheme scheme) {
        this.scheme = scheme;
    }

    NumberScheme scheme() {
        return scheme;
    }
}
