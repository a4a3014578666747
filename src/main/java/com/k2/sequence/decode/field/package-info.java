/** The fields of a feed, and how their values are read in every format. */
package com.k2.sequence.decode.field;
