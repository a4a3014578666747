/** Connections, round trips, topologies and what their failures mean. */
package com.k2.sequence.redis.client;
