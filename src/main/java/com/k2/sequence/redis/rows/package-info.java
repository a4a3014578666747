/** Rows as the command line reads and changes them. */
package com.k2.sequence.redis.rows;
