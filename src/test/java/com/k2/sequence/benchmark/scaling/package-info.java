/** What a given rate of messages needs, computed from measured figures; no clock and no servers. */
package com.k2.sequence.benchmark.scaling;
