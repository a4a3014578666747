/** What the engine and its buffers ask of the task that runs them. */
package com.k2.sequence.operator.port;
