/** Reads JSON messages and commands. */
package com.k2.sequence.decode.json;
