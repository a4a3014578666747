/** From the bytes of a record to a message, or to a dead letter with its reason. */
package com.k2.sequence.decode;
