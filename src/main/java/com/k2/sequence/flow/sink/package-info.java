/** Kafka sinks: what each output writes, exactly once where asked for. */
package com.k2.sequence.flow.sink;
