/** The records of the flow: messages, verdicts, events, dead letters, commands. */
package com.k2.sequence.message;
