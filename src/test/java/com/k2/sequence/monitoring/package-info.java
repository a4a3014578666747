/**
 * What {@code monitoring/} has for Prometheus and Grafana, against a cluster that reports to it.
 */
package com.k2.sequence.monitoring;
