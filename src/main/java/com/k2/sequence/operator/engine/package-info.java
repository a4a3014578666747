/** How messages are judged, commands applied and outages passed. */
package com.k2.sequence.operator.engine;
