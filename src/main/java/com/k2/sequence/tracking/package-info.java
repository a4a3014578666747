/**
 * The rule: what a sequence number means after those seen before it. Pure Java, no clock, no I/O.
 */
package com.k2.sequence.tracking;
