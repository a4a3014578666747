package com.k2.sequence.operator;

import com.k2.sequence.operator.buffer.WarmKeys;
import com.k2.sequence.operator.engine.TrackingSettings;
import com.k2.sequence.store.SequenceStoreFactory;
import java.io.Serializable;

/**
 * What the tracking operators are made from.
 *
 * @param maxWarmKeysHeld as {@link WarmKeys} takes it, or {@link WarmKeys#HELD_BY_HEAP}
 */
record TrackingSetup(
        TrackingSettings settings, SequenceStoreFactory storeFactory, int maxWarmKeysHeld)
        implements Serializable {}
