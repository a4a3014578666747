package com.k2.sequence.benchmark.engine;

import java.net.URI;
import java.time.Duration;

/**
 * What a tracking is put into.
 *
 * @param redis a server that holds nothing
 * @param maxLag how long the tracker may keep an update back to gather those after it
 */
record Setting(URI redis, Duration maxLag) {}
