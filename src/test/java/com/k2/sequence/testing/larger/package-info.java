/**
 * A reader of the larger rule that shares no code with the tracker: it counts in numbers without
 * bounds and keeps plain lists.
 */
package com.k2.sequence.testing.larger;
