/**
 * What the chaos run and the outage run share: the feed, the job, the watch over it, and the
 * command line.
 */
package com.k2.sequence.chaos.rig;
