/** The documents: their links, and the tree that they draw. */
package com.k2.sequence.documentation;
