/** How records travel between Flink's tasks and are kept in its state: types and serializers. */
package com.k2.sequence.wire;
