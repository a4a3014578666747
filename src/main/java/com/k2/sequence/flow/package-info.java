/** Flink's side of the data flow: decoding each source's records and routing what comes out. */
package com.k2.sequence.flow;
