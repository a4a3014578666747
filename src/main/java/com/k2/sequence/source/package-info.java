/** Where a message is: topic, partition, offset, and its index in a record of several. */
package com.k2.sequence.source;
