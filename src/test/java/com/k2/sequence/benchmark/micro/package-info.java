/**
 * What the parts on a message's way cost, each alone: run by {@code bin/jmh}, with {@code -prof gc}
 * for the bytes they allocate. A part that its package keeps to itself has its benchmark there.
 */
package com.k2.sequence.benchmark.micro;
