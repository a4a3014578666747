package com.k2.sequence.operator.engine;

import com.k2.sequence.tracking.InstrumentKey;
import java.util.function.Consumer;

/** Runs engines as plain objects, all in one thread and by one clock that the simulation moves. */
final class PlainCluster implements SimulatedTask.Cluster {

    private Runnable world = () -> {};
    private Consumer<InstrumentKey> forgotten = key -> {};
    private long clock = 1_000_000;
    private long steps;

    @Override
    public SimulatedTask open(SimulatedTask.Setup setup) throws Exception {
        return new PlainTask(this, setup);
    }

    @Override
    public int taskOf(String symbol, int parallelism) {
        return Math.floorMod(symbol.hashCode() * 31 + 7, parallelism);
    }

    boolean owns(SimulatedTask.Setup task, InstrumentKey key) {
        return taskOf(key.symbol(), task.parallelism()) == task.index();
    }

    @Override
    public boolean worldGoesOn() {
        return true;
    }

    @Override
    public void whileWaiting(Runnable goesOn) {
        world = goesOn;
    }

    @Override
    public void onForgotten(Consumer<InstrumentKey> runs) {
        forgotten = runs;
    }

    void forgotten(InstrumentKey key) {
        forgotten.accept(key);
    }

    /** A task waits: something else happens. */
    void goOn() {
        world.run();
    }

    @Override
    public long clock() {
        return clock;
    }

    @Override
    public void pass(long millis) {
        clock += millis;
    }

    void count() {
        steps++;
    }

    @Override
    public long steps() {
        return steps;
    }
}
