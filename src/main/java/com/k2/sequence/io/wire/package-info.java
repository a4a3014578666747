/** Names that savepoints of 0.1.0 hold, and nothing else. The classes are in {@code wire}. */
package com.k2.sequence.io.wire;
