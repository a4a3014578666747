/** What the command line takes to list very many rows. */
package com.k2.sequence.benchmark.list;
