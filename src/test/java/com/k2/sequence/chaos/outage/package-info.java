/** The outage run: Redis goes for a time under full load, and memory is watched. */
package com.k2.sequence.chaos.outage;
