/** From the bytes of a record to a message, or to the reason why it is none. */
package com.k2.sequence.decode;
