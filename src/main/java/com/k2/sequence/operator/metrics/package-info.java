/** What the tracking operator reports, as metrics of Flink. */
package com.k2.sequence.operator.metrics;
