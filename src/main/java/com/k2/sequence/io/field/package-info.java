/** The fields of a feed, and what their values are made of in every format. */
package com.k2.sequence.io.field;
