package com.k2.sequence.kafka;

import java.io.Serializable;

/**
 * What to do where a source has lost its place.
 *
 * @param option the whole key of the option that says so
 */
public record OutOfRangeSettings(String option, OutOfRangePolicy policy) implements Serializable {}
