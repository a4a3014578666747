/** Checks of servers and options before the job starts, and for the doctor command. */
package com.k2.sequence.check;
