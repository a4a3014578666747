/** Reads JSON messages. */
package com.k2.sequence.io.json;
