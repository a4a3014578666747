/** What the rule says of a message. Plain values. */
package com.k2.sequence.tracking.verdict;
