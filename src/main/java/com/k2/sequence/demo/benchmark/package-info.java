/** How fast the job is on this machine, with every verdict checked. */
package com.k2.sequence.demo.benchmark;
