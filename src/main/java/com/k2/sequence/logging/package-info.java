/** Keeps logs short, and what a person reads harmless. */
package com.k2.sequence.logging;
