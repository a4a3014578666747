package com.k2.sequence.benchmark.scaling;

/** No number of machines is enough; the message says what can't be divided. */
final class InfeasibleException extends RuntimeException {

    InfeasibleException(String message) {
        super(message);
    }
}
