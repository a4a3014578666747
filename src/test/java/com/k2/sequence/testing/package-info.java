/** What the tests share: an independent reader, captures, a real Flink cluster, Kafka topics. */
package com.k2.sequence.testing;
