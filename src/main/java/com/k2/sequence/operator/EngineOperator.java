package com.k2.sequence.operator;

import com.k2.sequence.operator.engine.TrackingEngine;

/** An operator that runs an engine; tests look into it. */
interface EngineOperator {

    EngineTask task();

    /** Null before the state is initialised. */
    TrackingEngine engine();
}
