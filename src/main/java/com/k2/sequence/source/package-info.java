/** Where a message is: topic, partition and offset. */
package com.k2.sequence.source;
