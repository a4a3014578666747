/** Servers, clusters and processes that tests start, and the proxies between them. */
package com.k2.sequence.testing.server;
