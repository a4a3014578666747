/**
 * The account of a run: every record that came out, and every hash in Redis, beside an independent
 * reader.
 */
package com.k2.sequence.chaos.account;
