/** Sequence states in Redis: the only code that knows its keys, its fields and the client. */
package com.k2.sequence.redis;
