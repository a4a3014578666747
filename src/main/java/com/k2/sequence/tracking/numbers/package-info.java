/** What a message says of its numbers, as the rule takes it. */
package com.k2.sequence.tracking.numbers;
