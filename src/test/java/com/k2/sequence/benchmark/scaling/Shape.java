package com.k2.sequence.benchmark.scaling;

/**
 * How work is spread.
 *
 * @param jobs of equal parts
 * @param subtasks of each operator of one job
 * @param fullest keys on its fullest subtask, times the mean
 * @param partitions of its input topics
 */
record Shape(int jobs, int subtasks, double fullest, int partitions) {}
