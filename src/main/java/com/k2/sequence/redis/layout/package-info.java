/** What a row looks like: its key, its fields and how values are written in them. */
package com.k2.sequence.redis.layout;
