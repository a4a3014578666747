/** Where a message stands: topic, partition and offset. */
package com.k2.sequence.source;
