/** The options of one source, and the settings and the rule that they make. */
package com.k2.sequence.config.source;
