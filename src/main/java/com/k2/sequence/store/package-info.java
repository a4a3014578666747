/**
 * The port to the shared store of sequence states. Speaks the domain's types and futures, no
 * library.
 */
package com.k2.sequence.store;
