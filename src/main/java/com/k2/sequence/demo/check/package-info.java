/** What came out of a run, read as any other program would read it, beside what went in. */
package com.k2.sequence.demo.check;
