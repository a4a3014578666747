/** What every benchmark measures with, and how it shows what it has measured. */
package com.k2.sequence.benchmark.measure;
