package com.k2.sequence.check;

/** Whether there may be state that an error at the start would cost. */
public interface PriorState {

    /** Whether this process would lose state, had it any. */
    boolean isPossible();

    /** Whether there may be state of the job: false only where it is sure that there is none. */
    boolean mayExist();

    /** Where no state can be lost, whatever is thrown. */
    static PriorState none() {
        return new PriorState() {
            @Override
            public boolean isPossible() {
                return false;
            }

            @Override
            public boolean mayExist() {
                return false;
            }
        };
    }
}
