/**
 * Where a record holds what a source asks for: pointers, conditions, and the values found there.
 */
package com.k2.sequence.decode.path;
