/**
 * The chaos run: a real cluster whose servers are killed, paused, emptied and rescaled from a seed,
 * and an account of every message afterwards.
 */
package com.k2.sequence.chaos;
