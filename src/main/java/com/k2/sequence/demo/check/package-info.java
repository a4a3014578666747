/** Reads the outputs of a run as any other program would, and compares them with its input. */
package com.k2.sequence.demo.check;
