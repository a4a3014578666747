/** Keys in memory, and what waits: updates for the store, messages for a lookup. */
package com.k2.sequence.operator.buffer;
