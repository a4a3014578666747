/** Keeps a storm of log lines from filling a disk. */
package com.k2.sequence.logging;
