/**
 * The embedded run: a broker, Redis and Flink on this machine, fed and checked. No other main
 * package knows of it.
 */
package com.k2.sequence.demo;
