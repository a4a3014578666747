/** The tracking operator as Flink runs it: thin shells, and how it keeps its state in Flink. */
package com.k2.sequence.operator;
