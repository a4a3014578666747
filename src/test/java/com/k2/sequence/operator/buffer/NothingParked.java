package com.k2.sequence.operator.buffer;

/** No key has left memory. */
final class NothingParked implements UpdateBuffer.Parked {

    @Override
    public int count() {
        return 0;
    }

    @Override
    public long since() {
        return 0;
    }

    @Override
    public WarmKey take() {
        return null;
    }

    @Override
    public void sent(WarmKey key) {
        // No key has a mark.
    }

    @Override
    public void noneInFlight() {
        // They are not kept here.
    }
}
