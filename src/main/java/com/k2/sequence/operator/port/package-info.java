/** What engine and buffers ask of the task that runs them; they know neither Flink nor a client. */
package com.k2.sequence.operator.port;
