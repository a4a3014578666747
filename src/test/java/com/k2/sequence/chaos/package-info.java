/**
 * The chaos run: a real cluster whose servers are killed, paused, emptied and rescaled from a seed.
 */
package com.k2.sequence.chaos;
