package com.k2.sequence.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that takes minutes: a whole matrix, a benchmark, an outage under load. It runs with {@code
 * mvn verify -Pendurance}; what a change can break in minutes has a shorter form beside it, which
 * every build runs.
 */
@Documented
@Tag("endurance")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Endurance {}
