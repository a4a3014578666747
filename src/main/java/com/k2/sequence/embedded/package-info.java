/** A real Kafka broker and a real Redis server on this machine, for the embedded run and tests. */
package com.k2.sequence.embedded;
