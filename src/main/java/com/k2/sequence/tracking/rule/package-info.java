/** How feeds number their messages, and what a source asks of the rule. Plain values. */
package com.k2.sequence.tracking.rule;
