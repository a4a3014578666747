/** What the command line shows a person, and how it asks one. */
package com.k2.sequence.admin.terminal;
