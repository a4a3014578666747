/** Kafka sources: offsets, lost ranges, bounded and limited reading. */
package com.k2.sequence.flow.source;
