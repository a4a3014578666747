/**
 * Market data that is wrong in known ways: the feed generator, the fault injector and its counts.
 */
package com.k2.sequence.demo.feed;
