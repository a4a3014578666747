/** Venue profiles: what a feed's options are, by the name of venue and channel. */
package com.k2.sequence.venue;
